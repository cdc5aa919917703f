"""Challenges: pages that ask who is reading in place of what was asked for, told by what works in them or their words.

A healthy page may carry the script of the same service, and an article may be about such pages.
"""

import re
from itertools import takewhile
from typing import Final

from normalize.challenge_words import (
    ABOUT,
    ALONE,
    DEMANDS,
    FAMILIES,
    FRAMED,
    HEADLINES,
    PROTECTION,
    WIDGET_SCRIPT,
    WORKS,
)
from normalize.page_parts import PageParts

_LONGEST_CHALLENGE: Final = 2_500  # characters; the wordiest explain themselves at length
_LONGEST_WORDS_ALONE: Final = 1_500
_LONGEST_PUBLISHED: Final = 600
_LONGEST_PLAIN_DEMAND: Final = 300
_LONGEST_HEADLINE: Final = 160
_LONGEST_NAME: Final = 60  # of the host or the site, above a headline
_HEADING_BLOCKS: Final = 3
_MOST_LINKS: Final = 8
_MOST_ASIDES: Final = 8
_SHOWN: Final = 60
_SENTENCE_END: Final = re.compile(r"(?<=[^.][.!?。]) ")
_QUOTED: Final = re.compile("[“„«][^”“»]{0,300}[”“»]|\"[^\"]{0,300}\"|(?<!\\w)'[^']{3,120}'(?!\\w)")
_STRAIGHT: Final = str.maketrans({"’": "'", "‘": "'"})


def challenge_of(parts: PageParts) -> str | None:
    """Return what shows that a page is a challenge, None where it is none."""
    n_characters = sum(len(block.text) for block in parts.blocks)
    if n_characters > _LONGEST_CHALLENGE:
        return None
    if name := _at_work(parts, n_characters):
        return f"challenge of {name}"
    if said := _said(parts, n_characters):
        return f"challenge, it says {said[:_SHOWN]!r}"
    return None


def _at_work(parts: PageParts, n_characters: int) -> str | None:
    working = [*parts.embedded, *(text for script in parts.scripts for text in (script.source, script.text) if text)]
    for name, pattern in WORKS.items():
        if any(map(pattern.search, working)):
            return name
    if any(map(FRAMED.search, parts.embedded)):
        return "Imperva"
    if n_characters or parts.has_frame_text or parts.n_fields or parts.n_media:
        return None
    others = [script for script in parts.scripts if not PROTECTION.search(script.source or script.text)]
    if not others and (parts.has_widget or any(map(ALONE.search, working))):
        return "a bot protection, nothing else is on the page"
    return None


def _said(parts: PageParts, n_characters: int) -> str | None:
    """Return the headline of a page that demands or refuses in its own voice, and says little else."""
    longest = _LONGEST_PUBLISHED if parts.is_published else _LONGEST_WORDS_ALONE
    if n_characters > longest or parts.n_fields or parts.n_links > _MOST_LINKS:
        return None
    is_bare = n_characters <= _LONGEST_PLAIN_DEMAND
    asides = parts.asides[:_MOST_ASIDES] if is_bare else []
    headlines = {text: _families(text) for text in _headlines(parts, asides) if not _is_about(text)}
    leading = [text for text, families in headlines.items() if families & HEADLINES]
    if not leading:
        return None
    demands = any(headlines[text] & DEMANDS for text in leading)
    if parts.has_widget or demands and any(WIDGET_SCRIPT.search(script.source) for script in parts.scripts):
        return leading[0] if parts.has_widget or not parts.is_published else None
    if _is_about(parts.title):
        return None
    below = set().union(*map(_families, [*(block.text for block in parts.blocks), *asides])) - {"title"}
    found = below.union(*headlines.values())
    if parts.is_published:
        return leading[0] if "title" in found and len(found) > 2 else None
    return leading[0] if demands and is_bare or len(found) > 1 else None


def _headlines(parts: PageParts, asides: list[str]) -> list[str]:
    """The title and what the first texts begin with, up to one that speaks about something."""
    first = parts.blocks[
        : 1 + next((at for at, block in enumerate(parts.blocks) if len(block.text) > _LONGEST_NAME), 2)
    ]
    lines = [line for block in first[:_HEADING_BLOCKS] for line in block.lines or (block.text,)]
    begun = takewhile(lambda text: not _is_about(text), (_SENTENCE_END.split(line, maxsplit=1)[0] for line in lines))
    beside = (_SENTENCE_END.split(aside, maxsplit=1)[0] for aside in asides)
    return [text for text in (parts.title, *begun, *beside) if text and len(text) <= _LONGEST_HEADLINE]


def _is_about(text: str) -> bool:
    """Whether a headline speaks of such pages; an address that stands for a title does not speak."""
    return not text.startswith("http") and bool(ABOUT.search(text.casefold()))


def _families(text: str) -> set[str]:
    """The ways to demand or refuse that a text has in its own voice: what it quotes is somebody else's."""
    own = _QUOTED.sub(" ", text.casefold().translate(_STRAIGHT)).strip()
    return {name for name, pattern in FAMILIES.items() if pattern.search(own)}
