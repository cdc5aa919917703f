"""What every layout prints: the catalogue's texts as nodes, in the manner of one page."""

from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from crawler.sample import wording
from crawler.sample.catalogue import Comparison, Listing, Opinion, seats
from pages.tree import El, Node, Raw, fixed, h

COMMENT: Final = Raw("<!-- -->")


@dataclass
class Manner:
    """How one page prints what all pages print."""

    value_first: bool | None = None  # None leaves it to the layout
    percent: Literal["whole", "comment", "spans"] = "whole"
    marks: Literal["whole", "apart", "missing"] = "whole"
    within: Literal["text", "phrases", "breaks"] = "text"
    nobody: str = "—"
    empty_seat: str = ""


@dataclass
class Content:
    """A comparison as one page prints it."""

    comparison: Comparison
    manner: Manner
    rng: Random

    @property
    def sides(self) -> tuple[Listing, Listing]:
        return self.comparison.sides

    @property
    def is_full(self) -> bool:
        return self.comparison.is_full

    def logo(self, side: Listing, spec: str) -> El | None:
        return h(spec, wording.logo(side)) if self.is_full else None

    def badge(self, side: Listing, spec: str) -> El | None:
        return h(spec, side.badge) if self.is_full else None

    def stats(self, side: Listing) -> list[tuple[str, str]]:
        """What a card counts, as (label, value)."""
        return [(label, self.manner.nobody if value == "—" else value) for label, value in wording.stats(side)]

    def value(self, text: str) -> list[Node]:
        """A printed value; scripts cut a percentage in two."""
        if self.manner.percent == "whole" or not text.endswith("%"):
            return [text]
        if self.manner.percent == "comment":
            return [text[:-1], COMMENT, "%"]
        return [fixed(h("span", text[:-1])), fixed(h("span", "%"))]

    def pair(self, label: El, value: El, *, value_first: bool) -> list[El]:
        """Label and value in the page's order, or in the layout's own where the page has none."""
        first = value_first if self.manner.value_first is None else self.manner.value_first
        return [value, label] if first else [label, value]

    def decisions(self) -> list[tuple[str, str, str]]:
        """Rows of the decision table, its head first."""
        return wording.decisions(self.comparison)

    def seats(self, side: Listing) -> list[Opinion | None]:
        """One tool's opinions for layouts that group them; None where a seat before the last was empty."""
        return seats(side)

    def score(self, opinion: Opinion) -> str:
        return wording.score(opinion)

    def said(self, opinion: Opinion | None, empty_seat: str = "") -> list[Node]:
        """A quote with its marks; a dash where the reviewer voted and wrote nothing."""
        if opinion is None:
            return [empty_seat or self.manner.empty_seat]
        if opinion.quote is None:
            return ["—"]
        words = self._within(opinion.quote)
        wrapped = opinion.quote[0] in "“\"'" and opinion.quote[-1] in "”\"'"
        if self.manner.marks == "missing" and not wrapped:
            return words
        if self.manner.marks == "apart":
            return ["“", COMMENT, *words, COMMENT, "”"]
        return ["“", *words, "”"]

    def _within(self, quote: str) -> list[Node]:
        if self.manner.within == "text":
            return [quote]
        if self.manner.within == "breaks":
            first, *rest = quote.split(". ")
            return [first, *(node for part in rest for node in (".", fixed(h("br")), part))]
        words = quote.split(" ")
        chosen = self.rng.sample(range(len(words)), 3)
        phrases = [
            fixed(h(self.rng.choice(["em", "code", "a", "strong"]), word)) if at in chosen else word
            for at, word in enumerate(words)
        ]
        return [node for phrase in phrases for node in (" ", phrase)][1:]
