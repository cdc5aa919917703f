"""Where the tools' names head columns, or begin rows: places in which each stands in a cell of its own."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import zip_longest
from typing import Final

from normalize.generic.cells import printed
from normalize.generic.outline import Outline
from normalize.generic.sides import Sides
from normalize.generic.spans import MOST_COLUMNS, cells_of

_WINNER: Final = re.compile(
    r"""(?:the\ )?(?:winner|wins|who\ wins\??|edge|advantage|better(?:\ (?:choice|pick|option|for))?|best|our\ pick|pick
    |verdict|result|leader|victor|gewinner|sieger|ganador|gagnant|vincitore|vencedor|胜者|胜出|优胜|赢家|勝者)""",
    re.I | re.X,
)
_BETWEEN: Final = frozenset({"vs", "versus", "⚔️", "🆚", "against"})


@dataclass(slots=True)
class Head:
    """Where the tools' names stand: the node around them and, by side, the place of the cell that bears the name."""

    node: int
    cells: list[int]
    columns: dict[int, int]
    is_versus: bool = False  # a "vs" stands between the names, as labels do below


def find_heads(outline: Outline, sides: Sides) -> Iterator[Head]:
    """Places where the names of all tools, else of two, stand in cells of their own."""
    alone = _names_alone(outline, sides)
    cells_in: dict[int, tuple[list[int], bool]] = {}
    for at in range(len(alone)):
        run = _run(alone, at, len(sides.names))
        if len(run) < 2:
            continue
        around = reduce(outline.page.tree.common, (node for node, _ in run))
        if around not in cells_in:
            cells_in[around] = _cells_beside(outline, around)
        head = _head(outline, around, *cells_in[around], run)
        if head is not None:
            yield head


def _cells_beside(outline: Outline, node: int) -> tuple[list[int], bool]:
    """The cells of a row that may bear names, and whether "vs" is one; none where it stands between two cards."""
    cells = cells_of(outline, node, {})
    is_versus = any(_is_between(outline, cell) for cell in cells)
    are_cards = is_versus and any(len(outline.inside(cell)) > 1 for cell in cells)
    return ([] if are_cards or len(cells) < 2 else cells), is_versus


def _is_between(outline: Outline, cell: int) -> bool:
    return len(outline.inside(cell)) == 1 and outline.text(cell).casefold().strip(".") in _BETWEEN


def _head(outline: Outline, around: int, cells: list[int], is_versus: bool, run: list[tuple[int, int]]) -> Head | None:
    columns: dict[int, int] = {}
    for node, side in run:
        place = _place(outline, cells, node)
        if place is None or place in columns.values():
            return None
        if outline.inside(node) and outline.first[cells[place]] < outline.first[node] - 1:
            return None  # named in passing
        columns[side] = place
    return Head(around, cells, columns, is_versus)


def _names_alone(outline: Outline, sides: Sides) -> list[tuple[int, int]]:
    """Nodes that print a name and nothing else, or whose picture or button bears it."""
    found = [
        (block.node, side)
        for block in outline.blocks
        if not outline.is_frame[block.index] and (side := sides.side_of(block.text)) is not None
    ]
    tree = outline.page.tree
    last = max((block.node for block in outline.blocks[-1:]), default=0)
    for node, element in enumerate(tree.elements[: last + 1]):
        if outline.first[node] > outline.last[node] and tree.ends[node] == node and (len(element) or element.attrib):
            if (side := sides.side_of(printed(outline, node))) is not None:
                found.append((node, side))
    found.sort()
    return [
        each for each, after in zip_longest(found, found[1:]) if after is None or not _is_logo(outline, each, after)
    ]


def _is_logo(outline: Outline, picture: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a picture that bears a name stands before that name."""
    parents = outline.page.tree.parents
    is_beside = parents[picture[0]] in (after[0], parents[after[0]])
    return is_beside and outline.first[picture[0]] > outline.last[picture[0]] and picture[1] == after[1]


def _run(alone: list[tuple[int, int]], at: int, n_tools: int) -> list[tuple[int, int]]:
    """Names that follow each other from `at` on, each tool's once."""
    run: list[tuple[int, int]] = []
    for node, side in alone[at : at + n_tools]:
        if any(side == other for _, other in run):
            break
        run.append((node, side))
    return run


def _place(outline: Outline, cells: list[int], node: int) -> int | None:
    place = bisect_right(cells, node) - 1
    if place < 0 or not outline.page.tree.holds(cells[place], node):
        return None
    return cells.index(cells[place], max(0, place - MOST_COLUMNS))  # the first of those that a wide cell fills


def is_bare(outline: Outline, head: Head) -> bool:
    """Whether the names stand in their cells alone, as column heads do."""
    return all(len(outline.inside(head.cells[place])) <= 1 for place in head.columns.values())


def bears_value(outline: Outline, head: Head) -> bool:
    """Whether each name stands beside one value."""
    return all(len(outline.inside(head.cells[place])) <= 3 for place in head.columns.values())


def heads_winners(outline: Outline, cell: int) -> bool:
    """Whether a cell heads the column of the rows' winners."""
    return bool(_WINNER.fullmatch(outline.text(cell).strip(" 🏆:")))
