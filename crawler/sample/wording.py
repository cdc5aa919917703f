"""Pieces of text and markup that several layouts print, each in its own arrangement."""

import re
from html import escape
from typing import Final

from crawler.sample.catalogue import Comparison, Listing, Opinion

INTRO: Final = "Two tools, one table: what our reviewers said, what it costs, and whether readers would take it aboard."
SOFT_HYPHEN: Final = "\u00ad"
_CODE: Final = re.compile(r"`[^`]+`")
_LONG_WORD: Final = re.compile(r"\b[a-z]{6}(?=[a-z]{6})")


def score(opinion: Opinion) -> str:
    """A score as full pages print it beside the reviewer's name."""
    return f"{opinion.score}/100 · {opinion.verdict}"


def logo(listing: Listing) -> str:
    """The one letter that stands for a logo."""
    return next(letter for letter in listing.name if letter.isalnum()).upper()


def stats(listing: Listing) -> list[tuple[str, str]]:
    """What a card counts, as (label, value)."""
    return [
        ("Panel ship", f"{listing.panel_percent}%"),
        ("Community", listing.community_card),
        ("Entry", listing.entry),
    ]


def decisions(comparison: Comparison) -> list[tuple[str, str, str]]:
    """The decision table of a full page, its header first."""
    first, second = comparison.sides
    return [
        ("Decision", first.name, second.name),
        ("Panel verdict", first.panel_verdict, second.panel_verdict),
        ("Community", first.community_verdict, second.community_verdict),
        ("Pricing", first.pricing, second.pricing),
        ("Best for", first.tagline, second.tagline),
        ("Category", first.category, second.category),
    ]


def marked_up(text: str) -> str:
    """Escaped text with its code in `code` elements (backticks kept) and one word in `em`."""
    coded = _CODE.sub(lambda code: f"<code>{code[0]}</code>", escape(text))
    before, space, rest = coded.partition(" ")
    return f"{before} <em>{rest.replace(' ', '</em> ', 1)}" if space and not rest.startswith("<") else coded


def hyphenated(text: str) -> str:
    """Escaped text with soft hyphens in its long words."""
    return _LONG_WORD.sub(lambda start: start[0] + SOFT_HYPHEN, escape(text))


def broken(text: str) -> str:
    """Escaped text with line breaks after its sentences."""
    return escape(text).replace(". ", ".<br>\n")


def linked(text: str) -> str:
    """Escaped text whose last words link to the page about scores."""
    before, _, last = text.rpartition(" ")
    return f'{escape(before)} <a href="/about#scores">{escape(last)}</a>'
