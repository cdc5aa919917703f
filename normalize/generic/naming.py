"""The compared tools' names: what title, first heading, headings, column heads and address agree on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import unquote, urlsplit

from normalize.generic.outline import NO_RANK, Outline
from normalize.page import Tree
from normalize.text import clean, fold

_VERSUS: Final = re.compile(r"\s+(?:vs?\.?|versus)\s+|\s*\bvs\.\s*", re.I)
_COMPARED: Final = re.compile(
    r"^(?:compare|comparing|comparison of|comparison between|choosing between|difference between)\s+(?P<names>.+)$"
    r"|^(?P<named>.+?)\s+(?:compared|comparison)\b|^(?P<asked>.+? or .+?)\?|^(?P<to>.+? compared (?:to|with) .+)$",
    re.I,
)
_AND: Final = re.compile(r"\s*,\s*(?:and\s+|or\s+|&\s+)?|\s+(?:and|or|&|with|to|compared (?:to|with))\s+", re.I)
_SLUG_VERSUS: Final = re.compile(r"-(?:vs|versus|or|compared-to)-")
_SLUG_END: Final = re.compile(r"(?:\.\w{3,5}|/)$|/index$")
_CUTS: Final = re.compile(
    r"\s*(?:[:：|｜·•»›]|\s[–—-])\s*|[!?;,，。！？；、]\s*|\s+[(\[]|[（【]|\s*[,(]?\s*\b20\d\d\b|\.\s+|\s*[…→]"
)
_TRAILING: Final = re.compile(
    r"\s+(?:compar(?:ison|ed|e)\b|reviews?\b|pricing\b|for\s|in\s|which\b|who\b|what\b|how\b|the\s|an?\s|"
    r"is\b|are\b|head.to.head|side.by.side|"
    r"features?\b|alternatives?\b|differences?\b|battle\b|showdown\b|face.?off|ultimate\b|full\b|"
    r"complete\b|honest\b|our\b|guide\b|on\s|"
    r"and\s|or\s|at\s|to\s|by\s|from\s|at a glance|explained\b|tested\b|benchmark\w*|verdict\b|public\b|detailed\b)",
    re.I,
)
_LEADING: Final = re.compile(
    r"^(?:(?:compare|comparing|comparison(?: of)?|review|choosing|between|difference between|best|is|are|"
    r"see how|the|our|"
    r"switch(?:ing)? (?:from|to)|why)\s+)+",
    re.I,
)
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_NAME: Final = 60  # characters
_LONGEST_PHRASE: Final = 300
_MOST_NAMES: Final = 8
_MOST_WORDS: Final = 8
_MOST_PHRASES: Final = 24
_PUNCTUATION: Final = " \t,;:|·•–—-!?…→\"'“”‘’"
_NO_NAMES: Final = frozenset(
    "home compare comparison vs versus feature features pros cons pricing price the a an and or verdict winner tie ai "
    "app tool tools you us we them it both which who what everyone others everything competitor competitors "
    "alternatives".split()
)


@dataclass(frozen=True, slots=True)
class Naming:
    """The compared tools: names as printed in the order shown, other prints of them, and who agrees on them."""

    names: tuple[str, ...]
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A text that says "A vs B": its parts in order, the first with what precedes, the last with what follows."""

    source: str
    parts: tuple[str, ...]


def find_names(outline: Outline) -> Naming | None:
    """Return the names that at least two of title, first heading, headings, column heads and address agree on."""
    phrases = list(islice(dict.fromkeys(_phrases(outline)), _MOST_PHRASES))
    prints = _prints(outline)
    slugs = _slug_parts(outline.page.url)
    best: tuple[tuple[int, int, int], Naming] | None = None
    for rank, phrase in enumerate(phrases):
        naming = _name(phrase, phrases, prints, slugs)
        if naming is None or len(naming.sources) < 2:
            continue
        weight = (len(naming.sources), len(naming.names), -rank)
        if best is None or weight > best[0]:
            best = (weight, naming)
    if best is None and slugs:
        return _named_by_address(slugs, prints)
    return best[1] if best else None


def _phrases(outline: Outline) -> Iterator[_Phrase]:
    """Every "A vs B" that may name the page's subject: first headings, title, then other headings."""
    headings = [b for b in outline.blocks if outline.ranks[b.index] < NO_RANK and not outline.is_frame[b.index]]
    first = [b.text for b in headings if outline.ranks[b.index] == 1]
    for text in first:
        yield from _split("h1", text)
    if outline.page.title:
        yield from _split("title", outline.page.title)
    for block in headings:
        if outline.ranks[block.index] in (2, 3):
            yield from _split("heading", block.text)


def _split(source: str, text: str) -> Iterator[_Phrase]:
    text = text[:_LONGEST_PHRASE]
    parts = tuple(map(str.strip, _VERSUS.split(text)))
    if 1 < len(parts) <= _MOST_NAMES and all(parts):
        yield _Phrase(source, parts)
        return
    for stretch in (text, *_CUTS.split(text)):
        if (match := _COMPARED.match(stretch.strip())) and source in ("h1", "title"):
            said = next(filter(None, match.groups()))
            parts = tuple(part.strip() for part in _AND.split(said))
            if 1 < len(parts) <= _MOST_NAMES and all(parts):
                yield _Phrase(source, parts)
                return


@dataclass(frozen=True, slots=True)
class _Prints:
    """What stands alone on the page, folded: as a heading, beside other cells, or anywhere."""

    headings: frozenset[str]
    cells: frozenset[str]
    printed: dict[str, str]


def _prints(outline: Outline) -> _Prints:
    headings: set[str] = set()
    cells: set[str] = set()
    printed: dict[str, str] = {}
    tree = outline.page.tree
    for block in outline.blocks:
        if len(block.text) > _LONGEST_NAME or outline.is_frame[block.index]:
            continue
        folded = fold(block.text)
        printed.setdefault(folded, block.text)
        if outline.ranks[block.index] < NO_RANK:
            headings.add(folded)
        elif tree.parents and _has_sibling(tree, block.node):
            cells.add(folded)
    return _Prints(frozenset(headings), frozenset(cells), printed)


def _has_sibling(tree: Tree, node: int) -> bool:
    parent = tree.parents[node]
    return parent >= 0 and (node > parent + 1 or tree.ends[node] < tree.ends[parent])


def _name(
    phrase: _Phrase, phrases: list[_Phrase], prints: _Prints, slugs: tuple[tuple[str, ...], ...]
) -> Naming | None:
    """The names that a phrase gives, and what agrees with each of them."""
    last = len(phrase.parts) - 1
    names, agreeing = [], []
    for at, part in enumerate(phrase.parts):
        candidates = list(dict.fromkeys(_candidates(part, at > 0, at < last)))
        weighed = [(_weigh(name, phrase, phrases, prints, slugs), name) for name in candidates]
        weighed = [(weight, name) for weight, name in weighed if weight]
        if not weighed:
            return None
        sources, name = max(weighed, key=lambda each: _order(each[0], each[1], candidates))
        names.append(name)
        agreeing.append(sources)
    if len({fold(name) for name in names}) < len(names):
        return Naming(tuple(names), frozenset.intersection(*agreeing)) if len(names) == 2 else None
    return Naming(tuple(names), frozenset.intersection(*agreeing))


def _order(sources: frozenset[str], name: str, candidates: list[str]) -> tuple[int, int, int]:
    """Which of several readings of a name is better: more agree, it ends where the phrase does, it comes first."""
    return len(sources), len(sources & {"cell", "heading"}), -candidates.index(name)


def _candidates(part: str, has_before: bool, has_after: bool) -> Iterator[str]:
    """Ways to read a name in one part of a phrase; what has no neighbour on a side may carry other words there.

    First where the text itself divides, then the whole, then at each word.
    """
    natural = part
    if not has_after:
        natural = _until(_CUTS, natural)
        yield from _tidy(natural)
        yield from _tidy(_until(_TRAILING, natural))
    if not has_before:
        pieces = [piece for piece in _CUTS.split(natural) if piece.strip(_PUNCTUATION)]
        yield from _tidy(_LEADING.sub("", pieces[-1] if pieces else natural))
    yield from _tidy(part)
    words = part.split()
    for n in range(min(len(words), _MOST_WORDS) - 1, 0, -1):
        if not has_after:
            yield from _tidy(" ".join(words[:n]))
        if not has_before:
            yield from _tidy(" ".join(words[len(words) - n :]))


def _until(end: re.Pattern[str], text: str) -> str:
    cut = end.search(text, 1)
    return text[: cut.start()] if cut else text


def _tidy(text: str) -> Iterator[str]:
    name = clean(text).strip(_PUNCTUATION)
    if name and len(name) <= _LONGEST_NAME and name.casefold() not in _NO_NAMES and _WORD.search(name):
        yield name


def _weigh(
    name: str, phrase: _Phrase, phrases: list[_Phrase], prints: _Prints, slugs: tuple[tuple[str, ...], ...]
) -> frozenset[str]:
    """Which sources say this name at a boundary of theirs."""
    folded = fold(name)
    sources = {phrase.source}
    sources |= {other.source for other in phrases if other is not phrase and _has_part(other, name)}
    if folded in prints.headings:
        sources.add("heading")
    if folded in prints.cells:
        sources.add("cell")
    words = tuple(_WORD.findall(name.casefold()))
    if any(_is_said(words, slug) for slug in slugs):
        sources.add("address")
    return frozenset(sources)


def _has_part(phrase: _Phrase, name: str) -> bool:
    """Whether a phrase has a name in one of its parts, ending where the part does or at a word of it."""
    said = name.casefold()
    return any(
        part.casefold() == said
        or part.casefold().startswith(said + " ")
        or part.casefold().endswith(" " + said)
        or part.casefold().startswith((said + ":", said + ",", said + "?"))
        for part in phrase.parts
    )


def _is_said(words: tuple[str, ...], slug: tuple[str, ...]) -> bool:
    """Whether the words of a name and of one part of an address are the same, or one begins or ends the other."""
    joined, said = "".join(words), "".join(slug)
    if not joined or not said:
        return False
    return joined == said or slug[: len(words)] == words or words[-len(slug) :] == slug


def _slug_parts(url: str | None) -> tuple[tuple[str, ...], ...]:
    """The words of each tool's part of an address `a-vs-b`."""
    if not url:
        return ()
    path = unquote(urlsplit(url).path).casefold()
    path = _SLUG_END.sub("", _SLUG_END.sub("", path))
    last = path.rpartition("/")[2].replace("_", "-")
    parts = _SLUG_VERSUS.split(last)
    return tuple(tuple(_WORD.findall(part)) for part in parts) if len(parts) > 1 else ()


def _named_by_address(slugs: tuple[tuple[str, ...], ...], prints: _Prints) -> Naming | None:
    """Names from column heads or headings that the address alone puts side by side."""
    names = []
    for slug in slugs:
        fitting = [
            text
            for folded, text in prints.printed.items()
            if (folded in prints.headings or folded in prints.cells)
            and _is_said(tuple(_WORD.findall(text.casefold())), slug)
        ]
        if not fitting:
            return None
        names.append(max(fitting, key=lambda text: (len(_WORD.findall(text)), -len(text))))
    return Naming(tuple(names), frozenset({"address", "cell"}))
