"""Where the tools' names head columns, or begin rows: places in which each stands in a cell of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from normalize.generic.cells import printed
from normalize.generic.outline import Outline
from normalize.generic.sides import Sides
from normalize.generic.spans import cells_of

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


def find_heads(outline: Outline, sides: Sides) -> Iterator[Head]:
    """Places where the names of all tools, else of two, stand in cells of their own."""
    tree = outline.page.tree
    alone = _names_alone(outline, sides)
    n_tools = len(sides.names)
    for at in range(len(alone)):
        run = _run(alone, at, n_tools)
        if len(run) < 2:
            continue
        around = run[0][0]
        for node, _ in run[1:]:
            around = tree.common(around, node)
        cells = cells_of(outline, around, {})
        if not len(cells) > 1:
            continue
        if any(outline.text(cell).casefold().strip(".") in _BETWEEN for cell in cells):
            continue  # two cards
        columns = {side: place for node, side in run if (place := _place(outline, cells, node)) is not None}
        if any(
            outline.first[cells[columns[s]]] < outline.first[n] - 1
            for n, s in run
            if s in columns and outline.inside(n)
        ):
            continue  # named in passing
        if len(columns) == len(run) == len(set(columns.values())):
            yield Head(around, cells, columns)


def _names_alone(outline: Outline, sides: Sides) -> list[tuple[int, int]]:
    """Nodes that print a name and nothing else, or whose picture or button bears it."""
    found = [
        (block.node, side)
        for block in outline.blocks
        if not outline.is_frame[block.index] and (side := sides.side_of(block.text)) is not None
    ]
    tree = outline.page.tree
    for node, element in enumerate(tree.elements):
        if outline.first[node] > outline.last[node] and tree.ends[node] == node and (len(element) or element.attrib):
            if (side := sides.side_of(printed(outline, node))) is not None:
                found.append((node, side))
    found.sort()
    return [
        each for each, after in zip_longest(found, found[1:]) if after is None or not _is_logo(outline, each, after)
    ]


def _is_logo(outline: Outline, picture: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a picture that bears a name stands before that name."""
    return outline.first[picture[0]] > outline.last[picture[0]] and picture[1] == after[1]


def _run(alone: list[tuple[int, int]], at: int, n_tools: int) -> list[tuple[int, int]]:
    """Names that follow each other from `at` on, each tool's once."""
    run: list[tuple[int, int]] = []
    for node, side in alone[at : at + n_tools]:
        if any(side == other for _, other in run):
            break
        run.append((node, side))
    return run


def _place(outline: Outline, cells: list[int], node: int) -> int | None:
    return next((place for place, cell in enumerate(cells) if outline.page.tree.holds(cell, node)), None)


def is_bare(outline: Outline, head: Head) -> bool:
    """Whether the names stand in their cells alone, as column heads do."""
    return all(len(outline.inside(head.cells[place])) <= 1 for place in head.columns.values())


def bears_value(outline: Outline, head: Head) -> bool:
    """Whether each name stands beside one value."""
    return all(len(outline.inside(head.cells[place])) <= 3 for place in head.columns.values())


def heads_winners(outline: Outline, cell: int) -> bool:
    """Whether a cell heads the column of the rows' winners."""
    return bool(_WINNER.fullmatch(outline.text(cell).strip(" 🏆:")))
