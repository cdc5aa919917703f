"""Which tools a page compares, and which listing of its address each of them is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from normalize.page import Block, PageText
from normalize.text import fold

VERSUS: Final = re.compile(r"\s+(?:vs\.?|versus)\s+", re.I)
_VERSUS_ALONE: Final = frozenset({"vs", "vs.", "versus"})
_LONGEST_HEADING: Final = 400  # characters
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Names:
    """The two names of a comparison, in the order shown, and the block that shows them."""

    first: str
    second: str
    heading: Block | None

    @property
    def pair(self) -> tuple[str, str]:
        """Both names."""
        return self.first, self.second


def compared_names(page: PageText) -> Names | None:
    """Find "A vs B" whose A and B also stand alone on the page; None where there is none.

    The page's own heading is the first such pair, and one that the title repeats goes before any other: other
    comparisons are linked from everywhere. Names around a lone "vs" come last, for a "vs" may stand between cards.
    """
    alone = {fold(block.text) for block in page.blocks if len(block.text) <= _LONGEST_HEADING}
    title = fold(page.title or "")
    pairs = chain(_pairs(page.blocks), _around_versus(page.blocks))
    found = [names for names in pairs if fold(names.first) in alone and fold(names.second) in alone]
    in_title = [n for n in found if fold(n.first) in title and fold(n.second) in title]
    return next(iter(in_title or found), None)


def _around_versus(blocks: list[Block]) -> Iterator[Names]:
    for before, versus, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if versus.text.casefold() in _VERSUS_ALONE:
            yield Names(before.text, after.text, versus)


def _pairs(blocks: list[Block]) -> Iterator[Names]:
    """Yield every way to read a block as "A vs B"."""
    for block in blocks:
        text = block.text
        if len(text) > _LONGEST_HEADING or "v" not in text.casefold():
            continue
        for match in VERSUS.finditer(text):
            yield Names(text[: match.start()], text[match.end() :], block)
            if "/" in text[: match.start()]:  # a breadcrumb: Compare/A vs B
                yield Names(text[: match.start()].split("/", 1)[1].strip(), text[match.end() :], block)


def match_slugs(slugs: str, contexts: tuple[Iterable[str], Iterable[str]]) -> tuple[str, str] | None:
    """Split `<slug-a>-vs-<slug-b>` and return the slug of each tool, in the order shown; None where it has no "-vs-".

    `contexts` holds for each tool what it says of itself (name, tagline, …), most telling first. Addresses name the
    tools in their own order, so words decide; where they say nothing the order of the address stands.
    """
    words = tuple([_words(text) for text in context] for context in contexts)
    best: tuple[float, tuple[str, str]] | None = None
    for match in re.finditer("(?=-vs-)", slugs):
        first, second = slugs[: match.start()], slugs[match.start() + 4 :]
        if not first or not second:
            continue
        for pair in ((first, second), (second, first)):
            score = sum(_likeness(slug, context) for slug, context in zip(pair, words, strict=True))
            if best is None or score > best[0] + 1e-9:
                best = score, pair
    return best[1] if best else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _likeness(slug: str, context: list[frozenset[str]]) -> float:
    """How well `slug` fits what a tool says of itself: words of the slug it says, words of its name in the slug."""
    in_slug = frozenset(slug.split("-"))
    name = context[0]
    said: frozenset[str] = frozenset().union(*context)
    return 2 * len(in_slug & said) / len(in_slug) + len(in_slug & name) / max(1, len(name))
