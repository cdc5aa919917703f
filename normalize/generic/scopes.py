"""Which tool each block is about, and whether it stands under pros or cons: by cards, sections and columns."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Generic, TypeVar

from normalize.generic.matrix import Matrix
from normalize.generic.outline import NO_RANK, STRONG_RANK, Outline
from normalize.generic.sides import Sides
from normalize.generic.topics import Topic, topic_of
from normalize.page import Block, Tree
from normalize.records import Evidence

_Said = TypeVar("_Said")
_MOST_IN_ROW: Final = 3  # blocks: two labels, and what the rows are
_MOST_CLIMBS: Final = 60
_MOST_IN_CELL: Final = 20  # blocks
_LONGEST_BOLD: Final = 80  # blocks
_HIGHEST_IN_CARD: Final = 3  # headings of lower rank divide a card; a higher one begins another part of the page


@dataclass(slots=True)
class Scope(Generic[_Said]):
    """A stretch of blocks, first and last, that one marker speaks for."""

    marker: int
    first: int
    last: int
    said: _Said
    evidence: Evidence


@dataclass(slots=True)
class Scopes:
    """By block: the tool it is about with what shows it, and the topic it stands under."""

    owners: list[tuple[int, Evidence] | None]
    topics: list[Scope[Topic] | None]
    cards: list[Scope[int]] = field(default_factory=list)


def find_scopes(outline: Outline, sides: Sides, matrices: list[Matrix]) -> Scopes:
    """Return who and what each block is about. Where scopes hold each other, the innermost speaks."""
    tools = _tool_markers(outline, sides)
    cards = _cards(outline, tools)
    sections = _sections(outline, tools)
    n = len(outline.blocks)
    owners: list[tuple[int, Evidence] | None] = [None] * n
    for scope in sorted([*cards, *sections], key=lambda each: (each.first - each.last, each.evidence == "section")):
        for at in range(scope.first, scope.last + 1):
            owners[at] = (scope.said, scope.evidence)
    for matrix in matrices:
        _own_columns(outline, matrix, owners)
    labels = {
        block.index: topic
        for block in outline.blocks
        if not outline.is_frame[block.index] and (topic := topic_of(block.text, sides)) is not None
    }
    columns, heads = _topic_columns(outline, labels)
    topics = _topics(outline, labels, {index for index, _ in tools} | columns.keys(), heads)
    for at, column in columns.items():
        topics[at] = column
    return Scopes(owners, topics, cards)


def _tool_markers(outline: Outline, sides: Sides) -> list[tuple[int, int]]:
    """Blocks that name one tool alone, and headings that name but one."""
    markers = []
    for block in outline.blocks:
        if outline.is_frame[block.index]:
            continue
        side = sides.side_of(block.text)
        if side is None and outline.ranks[block.index] < NO_RANK:
            side = sides.only_in(block.text)
        if side is not None:
            markers.append((block.index, side))
    return markers


def _cards(outline: Outline, markers: list[tuple[int, int]]) -> list[Scope[int]]:
    """For each marker the largest part of the page around it that names no other tool so."""
    tree = outline.page.tree
    found: dict[int, Scope[int]] = {}
    higher = _higher(outline)
    others = zip(markers, _others(markers), [*_others(markers[::-1])][::-1], strict=True)
    for (index, side), before, after in others:
        if before is None and after is None or not tree.elements:
            continue
        node, card, climbs = outline.blocks[index].node, -1, 0
        while node >= 0 and climbs < _MOST_CLIMBS:
            climbs += 1
            first, last = outline.first[node], outline.last[node]
            if before is not None and first <= before or after is not None and last >= after:
                break
            if _reaches_beyond(higher[min(outline.ranks[index], _HIGHEST_IN_CARD)], index, first, last):
                node = -1
                break
            card, node = node, tree.parents[node]
        if node >= 0 and card >= 0 and outline.first[card] < outline.last[card]:
            found.setdefault(card, Scope(index, outline.first[card], outline.last[card], side, "grid"))
    return list(found.values())


def _others(markers: list[tuple[int, int]]) -> list[int | None]:
    """For each marker the last one before it of another tool."""
    found: list[int | None] = []
    last: tuple[int, int] | None = None
    other: int | None = None
    for index, side in markers:
        if last is not None and last[1] != side:
            other = last[0]
        found.append(other)
        last = (index, side)
    return found


def _reaches_beyond(high: list[int], index: int, first: int, last: int) -> bool:
    """Whether a part of the page holds a heading of `high` besides the marker's own: it is more than this card."""
    at = bisect_left(high, first)
    if at < len(high) and high[at] == index:
        at += 1
    return at < len(high) and high[at] <= last


def _higher(outline: Outline) -> list[list[int]]:
    """For each rank that a card may have, the headings above it; a page's first headings are above all."""
    ranks = outline.ranks
    return [[at for at, rank in enumerate(ranks) if rank < own or rank == 1] for own in range(_HIGHEST_IN_CARD + 1)]


def _sections(outline: Outline, markers: list[tuple[int, int]]) -> list[Scope[int]]:
    """What stands under headings that name one tool."""
    sides = dict(markers)
    found = []
    for index, side in markers:
        rank = outline.ranks[index]
        if rank == NO_RANK or rank == STRONG_RANK and _is_cell(outline, index):
            continue
        last = outline.section_end(index) - 1
        if rank == STRONG_RANK:
            last = _end_of_bold(outline, index, sides)
        if last > index:
            found.append(Scope(index, index, last, side, "section"))
    return found


def _is_cell(outline: Outline, index: int) -> bool:
    """Whether a block stands in a cell of few texts; one of many is a column of an old page's layout."""
    tree, node = outline.page.tree, outline.blocks[index].node
    while tree.elements and node > 0 and tree.elements[node].tag not in ("td", "th", "table"):
        node = tree.parents[node]
    is_cell = bool(tree.elements) and node > 0 and tree.elements[node].tag in ("td", "th")
    return is_cell and outline.last[node] - outline.first[node] < _MOST_IN_CELL


def _end_of_bold(outline: Outline, index: int, sides: dict[int, int]) -> int:
    """The last block under a bold line: bold lines that name no tool divide it, a heading or another tool ends it."""
    at = index + 1
    end = min(len(outline.ranks), at + _LONGEST_BOLD)
    while at < end and outline.ranks[at] >= STRONG_RANK and sides.get(at, sides[index]) == sides[index]:
        at += 1
    return at - 1


def _own_columns(outline: Outline, matrix: Matrix, owners: list[tuple[int, Evidence] | None]) -> None:
    for row in matrix.rows:
        shared = len(set(row.cells.values())) < len(row.cells)
        for side, cell in row.cells.items():
            for block in outline.inside(cell):
                owners[block.index] = None if shared else (side, matrix.evidence)


def _topics(outline: Outline, labels: dict[int, Topic], ends: set[int], heads: set[int]) -> list[Scope[Topic] | None]:
    """The topic of each block: from its label to the next one, or to where what holds the label ends."""
    topics: list[Scope[Topic] | None] = [None] * len(outline.blocks)
    for index, topic in labels.items():
        if index in heads:
            continue
        last = _end_of_topic(outline, index, labels, ends)
        topics[index + 1 : last + 1] = [Scope(index, index + 1, last, topic, "section")] * (last - index)
    return topics


def _end_of_topic(outline: Outline, index: int, markers: dict[int, Topic], tools: set[int]) -> int:
    rank = outline.ranks[index]
    end = _end_around(outline, outline.blocks[index])
    at = index + 1
    while at <= end:
        is_over = outline.ranks[at] <= rank if rank < STRONG_RANK else outline.ranks[at] < STRONG_RANK or at in tools
        if at in markers or is_over:
            break
        at += 1
    return at - 1


def _end_around(outline: Outline, block: Block) -> int:
    """The last block of the smallest part of the page that goes on after a block."""
    tree = outline.page.tree
    if not tree.elements:
        return len(outline.blocks) - 1
    node = block.node
    while node > 0 and outline.last[node] == block.index:
        node = tree.parents[node]
    return outline.last[node]


def _topic_columns(outline: Outline, labels: dict[int, Topic]) -> tuple[dict[int, Scope[Topic]], set[int]]:
    """Pros and cons side by side: two labels in one row, what they announce in the same places of the rows below.

    Returns the topic of each block in such a column, and the labels that head one.
    """
    tree = outline.page.tree
    topics: dict[int, Scope[Topic]] = {}
    heads: set[int] = set()
    for pair in pairwise(labels):
        nodes = [outline.blocks[index].node for index in pair]
        row = tree.common(*nodes) if tree.elements else 0
        cells = tree.children(row) if row and len(outline.inside(row)) <= _MOST_IN_ROW else []
        places = {at: index for node, index in zip(nodes, pair, strict=True) if (at := _place(tree, cells, node)) >= 0}
        if len(places) < 2 or any(len(outline.inside(cells[at])) > 1 for at in places):
            continue
        for below in _rows_below(outline, row, len(cells)):
            heads.update(pair)
            for at, index in places.items():
                for block in outline.inside(below[at]):
                    topics[block.index] = Scope(index, block.index, block.index, labels[index], "table")
    return topics, heads


def _place(tree: Tree, cells: list[int], node: int) -> int:
    return next((at for at, cell in enumerate(cells) if tree.holds(cell, node)), -1)


def _rows_below(outline: Outline, row: int, width: int) -> Iterator[list[int]]:
    tree = outline.page.tree
    node = row
    for _ in range(2):
        parent = tree.parents[node]
        following = [child for child in tree.children(parent) if child > node] if parent >= 0 else []
        groups = [tree.children(child) for child in following]
        found = [cells for cells in groups if len(cells) == width]
        found += [
            cells
            for group in groups
            if len(group) != width
            for child in group
            if len(cells := tree.children(child)) == width
        ]
        if found:
            yield from found
            return
        node = parent
        if node <= 0:
            return
