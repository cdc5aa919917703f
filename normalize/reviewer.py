"""Reader for a reviewer's own page: name, motto, and quotes above which a tagline stands instead of a tool's name."""

import re
from collections.abc import Iterator
from typing import Final

from normalize import identity
from normalize.page import Block, PageText
from normalize.panel.words import is_noise
from normalize.records import ReviewerQuote, ReviewerReading
from normalize.text import is_quoted, unquote
from normalize.values.votes import is_badge, parse_score

REVIEWER_READER: Final = "reviewer/3"
_COUNTS: Final = re.compile(r"\(?\s*(\d+)\s+tools?\s*,\s*(\d+)\s+shipped\s*\)?$", re.I)
_SHORTEST_QUOTE: Final = 40  # characters, where marks are missing
_MARKS: Final = frozenset('“”„«»"')
_LONGEST_NAME: Final = 60  # characters
_LONGEST_COUNTS: Final = 120  # characters


def read_reviewer(page: PageText, site: str, slug: str | None) -> tuple[ReviewerReading | None, list[str]]:
    """Return what a reviewer's page says, and problems; None where the page names no reviewer."""
    blocks = _lines(page.blocks)
    counts, n_tools = next(_counts(blocks), (len(blocks), None))
    head = blocks[:counts]
    name = _name(page, head, slug)
    if name is None:
        return None, ["reviewer: no name found"]
    problems = ["verdicts: no count line found"] if n_tools is None else []
    motto = next((b.text for b in head[name.index + 1 :] if is_quoted(b.text)), None)
    if n_tools is None and motto is None and slug and identity.reviewer_key(name.text) != _key(slug):
        return None, ["reviewer: no name found"]  # a page of which the address alone says that it is a reviewer's
    if motto is None:
        problems.append("motto: none in quotation marks below the name")
    quotes = [] if n_tools is None else _quotes(page, blocks, counts + 1, n_tools)
    if n_tools is not None and len(quotes) != n_tools:
        problems.append(f"quotes: {len(quotes)} found below {blocks[counts].text!r}")
    reading = ReviewerReading(
        reviewer_id=identity.reviewer_id(site, name.text),
        name=name.text,
        slug=slug,
        motto=unquote(motto) if motto else None,
        quotes=quotes,
    )
    return reading, problems


def _lines(blocks: list[Block]) -> list[Block]:
    """Take a quote apart from the line above it where one element holds both."""
    if not any(map(_has_quote_below, blocks)):
        return blocks
    lines = ((block, line) for block in blocks for line in (block.lines if _has_quote_below(block) else (block.text,)))
    return [Block(line, at, block.node) for at, (block, line) in enumerate(lines)]


def _has_quote_below(block: Block) -> bool:
    """Whether the second of two lines is a quote from mark to mark, and the first has no mark at all."""
    if len(block.lines) != 2 or _MARKS & {*block.lines[0]}:
        return False
    return block.lines[1][0] in _MARKS and block.lines[1][-1] in _MARKS and is_quoted(block.lines[1])


def _key(slug: str) -> str:
    return identity.reviewer_key(slug.replace("-", " "))


def _counts(blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """Blocks that count the tools, and how many they count."""
    for block in blocks:
        if len(block.text) <= _LONGEST_COUNTS and (counts := _COUNTS.search(block.text)):
            yield block.index, int(counts[1])


def _name(page: PageText, head: list[Block], slug: str | None) -> Block | None:
    """The heading: the block that the address names, else the first heading of the page that is short."""
    short = [b for b in head if len(b.text) <= _LONGEST_NAME]
    wanted = _key(slug) if slug else None
    named = [b for b in short if identity.reviewer_key(b.text) == wanted]
    heading = [b for b in short if page.tree.parents and page.tree.elements[b.node].tag == "h1"]
    with_article = [b for b in named if b.text.casefold().startswith("the ")]
    return next(iter([*with_article, *named, *heading]), None)


def _quotes(page: PageText, blocks: list[Block], start: int, n_tools: int) -> list[ReviewerQuote]:
    """The quotes of the list, which starts at a block, each with the short text above it."""
    below = blocks[start:]
    marked = [block.index for block in below if is_quoted(block.text)]
    lists = [marked, _listed(page, blocks, marked, n_tools), _listed(page, blocks, _long(below), n_tools)]
    chosen = set(next((some for some in lists if len(some) == n_tools), lists[1] or lists[2]))
    found: list[ReviewerQuote] = []
    above: str | None = None
    seen: set[str] = set()
    for block in below:
        text = unquote(block.text)
        if parse_score(text) is not None or is_badge(text):
            continue
        if block.index not in chosen:
            above = above if is_noise(block.folded) and (above or block.index + 1 not in chosen) else block.text
        elif (key := identity.text_id(text)) not in seen:
            seen.add(key)
            found.append(ReviewerQuote(tagline=above, text=text, text_id=key))
            above = None
    return found


def _long(blocks: list[Block]) -> list[int]:
    return [block.index for block in blocks if len(block.text) >= _SHORTEST_QUOTE]


def _listed(page: PageText, blocks: list[Block], candidates: list[int], n_tools: int) -> list[int]:
    """Of all candidates those that stand in one list: as many as the page counts, alike in their elements, longest."""
    lists: dict[tuple[str, ...], list[int]] = {}
    for index in candidates:
        shape = page.shape(blocks[index])
        lists.setdefault(shape, []).append(index)
        if shape:  # elements around may differ from item to item
            lists.setdefault((shape[0], str(page.tree.depths[blocks[index].node])), []).append(index)

    def fitness(shape: tuple[str, ...]) -> tuple[bool, int, int]:
        texts = [blocks[index].text for index in lists[shape]]
        return len(set(texts)) in (n_tools, 2 * n_tools), len(shape), sum(map(len, texts))

    group = lists[max(lists, key=fitness)] if lists else []
    return group[1::2] if len(group) == 2 * n_tools else group  # taglines and quotes in like cells, in turn
