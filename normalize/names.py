"""Which tools a page compares, and which listing of its address each of them is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from normalize.page import Block, PageText
from normalize.text import fold

VERSUS: Final = re.compile(r"\s+(?:vs\.?|versus)\s+", re.I)
_VERSUS_ALONE: Final = frozenset({"vs", "vs.", "versus"})
_LONGEST_HEADING: Final = 400  # characters
_ADDED: Final = re.compile(r"\s*[|·•:—–-]\s")
_ENDS_SHARE: Final = re.compile(r"^\d+\s*%.*\d\s*%$")  # "75% vs 50%" compares no tools
_EXACT: Final = 4  # words that a name is worth whose words are the slug's, all and in order
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

    Other comparisons are linked from everywhere: of several pairs the one wins that most of title, first heading and
    address name too, then the first. Names around a lone "vs" come last, for a "vs" may stand between cards.
    """
    alone = {fold(block.text) for block in page.blocks if len(block.text) <= _LONGEST_HEADING}
    found: dict[tuple[str, str], Names] = {}
    for first, second, block in (*_pairs(page.blocks), *_around_versus(page.blocks)):
        pair = fold(first), fold(second)
        if pair[0] in alone and pair[1] in alone and not _ENDS_SHARE.search(first + second):
            found.setdefault(pair, Names(first, second, block))
    if not found:
        titled = (pair for pair in _titled(page.title or "") if fold(pair[0]) in alone and fold(pair[1]) in alone)
        return next((Names(first, second, None) for first, second in titled), None)
    if len(found) < 2:
        return next(iter(found.values()), None)
    evidence = _Evidence(fold(page.title or ""), _words(page.url), _first_headings(page))
    return max(found.values(), key=evidence.weigh)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What names the page's comparison besides its text."""

    title: str
    address: frozenset[str]
    headings: frozenset[str]

    def weigh(self, names: Names) -> float:
        """How many of title, heading and address name both tools; an address may name them in part."""
        pair = [fold(name) for name in names.pair]
        in_title = all(name in self.title for name in pair)
        in_heading = any(all(name in heading for name in pair) for heading in self.headings)
        said = [_words(name) for name in names.pair]
        in_address = min(len(words & self.address) / max(1, len(words)) for words in said)
        return in_title + in_heading + in_address


def _titled(title: str) -> Iterator[tuple[str, str]]:
    """Yield every way to read a title as "A vs B", with or without what the site adds to each of its titles."""
    for match in VERSUS.finditer(title[:_LONGEST_HEADING]):
        first, second = title[: match.start()], title[match.end() :]
        yield first, second
        for cut in _ADDED.finditer(second):
            yield first, second[: cut.start()]


def _first_headings(page: PageText) -> frozenset[str]:
    elements = page.tree.elements
    return frozenset(fold(b.text) for b in page.blocks if elements and elements[b.node].tag == "h1")


def _around_versus(blocks: list[Block]) -> Iterator[tuple[str, str, Block]]:
    for before, versus, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if versus.folded in _VERSUS_ALONE:
            yield before.text, after.text, versus


def _pairs(blocks: list[Block]) -> Iterator[tuple[str, str, Block]]:
    """Yield every way to read a block as "A vs B"."""
    for block in blocks:
        text = block.text
        if len(text) > _LONGEST_HEADING or not ("vs" in block.folded or "versus" in block.folded):
            continue
        for match in VERSUS.finditer(text):
            yield text[: match.start()], text[match.end() :], block
            if "/" in text[: match.start()]:  # a breadcrumb: Compare/A vs B
                yield text[: match.start()].split("/", 1)[1].strip(), text[match.end() :], block


@dataclass(frozen=True, slots=True)
class Said:
    """What a tool's card says that its slug may repeat."""

    name: str
    tagline: str | None = None
    description: str | None = None
    links: tuple[str, ...] = ()


def match_slugs(slugs: str, first: Said, second: Said) -> tuple[str, str] | None:
    """Split `<slug-a>-vs-<slug-b>` and return the slug of each tool, in the order shown; None where it has no "-vs-".

    Words of name and tagline decide, then links to the slugs, then words of the description; where none of them
    favours an order, that of the address stands.
    """
    splits = [(slugs[: at.start()], slugs[at.start() + 4 :]) for at in re.finditer("(?=-vs-)", slugs)]
    splits = [pair for pair in splits if all(pair)]
    if not splits:
        return None
    pair = splits[0] if len(splits) == 1 else max(splits, key=lambda pair: _plausibility(pair, first, second))
    straight, swapped = _evidence(pair, first, second), _evidence(pair, second, first)
    return pair if straight >= swapped else (pair[1], pair[0])


def _plausibility(pair: tuple[str, str], first: Said, second: Said) -> tuple[bool, int, bool, int]:
    """How well a way to split an address fits: lengths that go together, what the tools say, alphabetical order."""
    shorter, longer = sorted(map(len, pair))
    coverage = max(_coverage(pair, first, second), _coverage(pair, second, first))
    return shorter * 3 >= longer, coverage, pair[0] <= pair[1], shorter - longer


def _coverage(pair: tuple[str, str], first: Said, second: Said) -> int:
    """How many words of the slugs the tools say, each its own."""
    return sum(
        len(_words(slug) & (_words(said.name) | _words(said.tagline) | _words(said.description)))
        for slug, said in zip(pair, (first, second), strict=True)
    )


def _evidence(pair: tuple[str, str], first: Said, second: Said) -> tuple[int, int, int]:
    """How strongly the words that only one slug has, and links, speak for this order."""
    in_claim = linked = in_description = 0
    for slug, other, said in ((*pair, first), (*pair[::-1], second)):
        own = _words(slug) - _words(other)
        in_claim += _EXACT * ("-".join(_WORD.findall(said.name.casefold())) == slug)
        in_claim += 2 * len(own & _words(said.name)) + len(own & (_words(said.tagline) - _words(said.name)))
        linked += any(_leads_to(link, slug) for link in said.links)
        in_description += sum(len(word) > 2 and not word.isdecimal() for word in own & _words(said.description))
    return in_claim, linked, in_description


def _leads_to(link: str, slug: str) -> bool:
    return link.partition("?")[0].partition("#")[0].rstrip("/").endswith("/" + slug)


@lru_cache(maxsize=64)  # of the page at hand
def _words(text: str | None) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) if text else frozenset()
