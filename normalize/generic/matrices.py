"""Aligned columns: tables, grids of any element and lists in which every tool has its place in each row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile, zip_longest
from typing import Final

from normalize.generic.cells import printed
from normalize.generic.outline import NO_RANK, STRONG_RANK, Outline
from normalize.generic.sides import Sides
from normalize.page import Element
from normalize.records import Evidence

_WINNER: Final = re.compile(
    r"(?:the )?(?:winner|wins|who wins\??|edge|advantage|better(?: (?:choice|pick|option|for))?|best|our pick|pick|verdict|result|"
    r"leader|victor|gewinner|sieger|ganador|gagnant|vincitore|胜者|胜出|优胜|赢家|勝者)",
    re.I,
)
_BETWEEN: Final = frozenset({"vs", "versus", "⚔️", "🆚", "against"})
_MOST_CELLS: Final = 1_000
_MOST_COLUMNS: Final = 16
_MOST_CLIMBS: Final = 2
_MOST_HEADED: Final = 5  # blocks beside a name that heads a column; more is a card
_MOST_GROUPS: Final = 2  # deep
_LONGEST_LABEL: Final = 120  # characters
_LONGEST_VALUE: Final = 12  # blocks
_LONGEST_LINE: Final = 200  # characters


@dataclass(slots=True)
class Row:
    """A row by tool: its label, a cell for each side that has one, and the cell that names its winner."""

    label: str
    cells: dict[int, int]
    winner: int | None = None
    texts: dict[int, str] | None = None  # where cells are parts of lines


@dataclass(slots=True)
class Matrix:
    """Rows of cells under the tools' names, and the nodes that hold them."""

    rows: list[Row]
    evidence: Evidence
    nodes: list[int] = field(default_factory=list)
    is_transposed: bool = False
    bears_names: bool = False
    head: int = -1


@dataclass(slots=True)
class _Head:
    """Where the tools' names stand: the node around them and, by side, the place of the cell that bears the name."""

    node: int
    cells: list[int]
    columns: dict[int, int]


def find_matrices(outline: Outline, sides: Sides) -> list[Matrix]:
    """Return the tables and grids of a page, in reading order, each once."""
    if not outline.page.tree.elements:
        return []
    found: list[Matrix] = []
    seen: set[int] = set()
    for head in sorted(_heads(outline, sides), key=lambda head: not _is_bare(outline, head)):
        if head.node in seen:
            continue
        is_likely = not found or _is_bare(outline, head) or _bears_value(outline, head)
        matrix = (
            (_under(outline, sides, head) if is_likely else None)
            or _flat(outline, sides, head)
            or _transposed(outline, sides, head)
            or _named(outline, sides, head)
            or _columns(outline, sides, head)
        )
        if matrix is not None and not seen.intersection(matrix.nodes):
            seen.update(matrix.nodes)
            found.append(matrix)
    return _joined([*found, *_labelled(outline, sides)])


def _labelled(outline: Outline, sides: Sides) -> Iterator[Matrix]:
    """Rows of lines that begin with the names, one after another, under what they are about."""
    said = [
        None if outline.is_frame[b.index] or len(b.text) > _LONGEST_LINE else sides.labelled(b.text)
        for b in outline.blocks
    ]
    at = 1
    while at < len(said):
        run = list(takewhile(lambda each: each is not None, said[at : at + len(sides.names)]))
        by_side = {each[0]: each[1] for each in run if each is not None}
        label = outline.blocks[at - 1]
        if len(by_side) < max(2, len(run)) or said[at - 1] is not None or _is_sentence(label.text):
            at += 1
            continue
        nodes = {each[0]: outline.blocks[at + n].node for n, each in enumerate(run) if each is not None}
        row = Row(label.text, nodes, texts=by_side)
        yield Matrix([row], "label", list(nodes.values()), bears_names=True, head=label.node)
        at += len(run)


def _is_bare(outline: Outline, head: _Head) -> bool:
    """Whether the names stand in their cells alone, as column heads do."""
    return all(len(outline.inside(head.cells[place])) <= 1 for place in head.columns.values())


def _bears_value(outline: Outline, head: _Head) -> bool:
    """Whether each name stands beside one value."""
    return all(len(outline.inside(head.cells[place])) <= 3 for place in head.columns.values())


def _joined(matrices: list[Matrix]) -> list[Matrix]:
    """Rows that bear the names themselves are one grid; a row alone is none."""
    alone = [each for each in matrices if each.bears_names]
    kept = [each for each in matrices if not each.bears_names]
    if len(alone) > 1:
        rows = [row for each in alone for row in each.rows]
        kept.append(
            Matrix(
                rows, alone[0].evidence, [n for each in alone for n in each.nodes], bears_names=True, head=alone[0].head
            )
        )
    return sorted(kept, key=lambda each: each.nodes[0])


def _heads(outline: Outline, sides: Sides) -> Iterator[_Head]:
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
        cells = _cells(outline, around, {})
        if not 1 < len(cells):
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
            yield _Head(around, cells, columns)


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


def _under(outline: Outline, sides: Sides, head: _Head) -> Matrix | None:
    """Rows that follow the row of names, beside it or in groups beside it."""
    if len(head.cells) > _MOST_COLUMNS or any(len(outline.inside(c)) > _MOST_HEADED for c in head.cells):
        return None
    tree, node = outline.page.tree, head.node
    for _ in range(_MOST_CLIMBS + 1):
        parent = tree.parents[node]
        if parent < 0:
            return None
        following = [child for child in tree.children(parent) if child > node]
        rows, nodes = _rows(outline, sides, head, following)
        evidence = _evidence(outline, head.node)
        if not _is_bare(outline, head) and any(len(outline.inside(c)) > 3 for row in rows for c in row.cells.values()):
            return None  # cards one below the other
        if len(rows) > 1 or rows and evidence == "table":
            return Matrix(rows, evidence, [head.node, *nodes], head=head.node)
        if any(outline.inside(child) for child in following):
            return None
        node = parent
    return None


def _rows(outline: Outline, sides: Sides, head: _Head, nodes: list[int], depth: int = 0) -> tuple[list[Row], list[int]]:
    """Rows among `nodes` and in the groups among them, and the nodes that gave some."""
    rows: list[Row] = []
    used: list[int] = []
    spans: dict[
        int, tuple[int, int]
    ] = {}  # of each column, the cell that reaches down and how many rows it still fills
    label = ""
    for node in nodes:
        if _is_frame(outline, node):
            break
        row = _row(outline, sides, head, node, _cells(outline, node, spans), label)
        if row is not None:
            rows.append(row)
            used.append(node)
            label = ""
            continue
        below = outline.page.tree.children(node)
        is_group = len(below) > 1 and depth < _MOST_GROUPS
        inner, inside = _rows(outline, sides, head, below, depth + 1) if is_group else ([], [])
        if inner:
            rows += inner
            used += inside
            label = ""
        elif len(outline.inside(node)) == 1:
            said = outline.text(node)
            label = "" if said.endswith((".", "!", "…")) else said
        elif rows and outline.inside(node):
            break
    return rows, used


def _is_frame(outline: Outline, node: int) -> bool:
    inside = outline.inside(node)
    return bool(inside) and outline.is_frame[inside[0].index]


def _cells(outline: Outline, node: int, spans: dict[int, tuple[int, int]]) -> list[int]:
    """The cells of a row by column: one that spans columns or rows stands in each of them."""
    cells: list[int] = []
    waiting = outline.page.tree.children(node)
    reaching = dict(spans)
    while waiting or len(cells) in reaching:
        if len(cells) in reaching and len(cells) < _MOST_CELLS:
            cell, left = reaching.pop(len(cells))
            spans.pop(len(cells), None)
            if left > 1:
                spans[len(cells)] = (cell, left - 1)
            cells.append(cell)
            continue
        if not waiting or len(cells) >= _MOST_CELLS:
            break
        cell = waiting.pop(0)
        element = _cell_element(outline.page.tree.elements[cell])
        wide, deep = _span(element, "colspan"), _span(element, "rowspan")
        for _ in range(wide):
            if deep > 1:
                spans[len(cells)] = (cell, deep - 1)
            cells.append(cell)
    return cells


def _cell_element(element: Element) -> Element:
    """The table cell that a node stands for, where it stands in one."""
    above = element
    while above is not None and above.tag not in ("td", "th", "tr", "table", "body"):
        above = above.getparent()
    return above if above is not None and above.tag in ("td", "th") else element


def _span(element: Element, name: str) -> int:
    value = element.get(name) or ""
    return max(1, min(int(value), _MOST_COLUMNS)) if value.isdecimal() and len(value) < 4 else 1


def _row(outline: Outline, sides: Sides, head: _Head, node: int, cells: list[int], label: str) -> Row | None:
    """A row whose cells stand under the names; one more cell than names and labels have is a label's column."""
    shift = len(cells) - len(head.cells)
    places = {side: place + shift for side, place in head.columns.items()}
    if len(cells) == len(head.columns) < len(head.cells) and label:  # the label stands before the row
        places = {side: rank for rank, side in enumerate(sorted(places, key=lambda side: places[side]))}
        shift = 0
    if len(set(cells)) < 2 or shift and (shift != 1 or min(head.columns.values()) > 0):
        return None
    values = {side: _without_name(outline, sides, cells[place], side) for side, place in places.items()}
    if not _is_bare(outline, head) and any(cell not in cells for cell in values.values()):
        return None  # each of the rows bears the names
    if not all(_is_value(outline, sides, cell, len(cells)) for cell in values.values()):
        return None
    if not _tags(outline, node, values) & _tags(
        outline, head.node, {s: head.cells[p] for s, p in head.columns.items()}
    ):
        return None
    if all(not outline.inside(cell) and not _is_drawn(outline, cell) for cell in cells):
        return None
    is_labelled = min(places.values()) > 0
    said = next(filter(None, map(outline.text, reversed(cells[: min(places.values())]))), "") if is_labelled else label
    if is_labelled and not said or _is_sentence(said):
        return None
    winner = next(
        (cells[place + shift] for place, cell in enumerate(head.cells) if _heads_winners(outline, cell)), None
    )
    return Row(said, values, winner)


def _is_sentence(label: str) -> bool:
    return len(label) > _LONGEST_LABEL or len(label) > _LONGEST_LABEL // 3 and label.endswith((".", "!", "…"))


_CELL_TAGS: Final = frozenset({"td", "th"})


def _tags(outline: Outline, parent: int, cells: dict[int, int]) -> frozenset[str]:
    tags = {outline.page.tree.tag_within(parent, cell) for cell in cells.values()}
    return _CELL_TAGS if tags & _CELL_TAGS else frozenset(tags)


def _without_name(outline: Outline, sides: Sides, cell: int, side: int) -> int:
    """The value in a cell that repeats its column's name, as small screens need it."""
    parts = outline.page.tree.children(cell)
    others = [part for part in parts if sides.side_of(outline.text(part)) != side]
    said = [part for part in others if outline.inside(part)] or others
    return said[0] if len(others) < len(parts) and len(said) == 1 else cell


def _is_value(outline: Outline, sides: Sides, cell: int, width: int) -> bool:
    """Whether a node may be a cell: it holds no heading, no name again, and is no row itself."""
    inside = outline.inside(cell)
    if len(inside) > _LONGEST_VALUE or any(outline.ranks[b.index] < STRONG_RANK for b in inside):
        return False
    if any(sides.side_of(block.text) is not None for block in inside):
        return False
    return len(inside) == 1 or len(outline.page.tree.children(cell)) != width or not _are_single(outline, cell)


def _are_single(outline: Outline, node: int) -> bool:
    """Whether the parts of a node are one text each, as the cells of a row are."""
    return all(len(outline.inside(child)) == 1 for child in outline.page.tree.children(node)) and not _is_list(
        outline, node
    )


def _is_list(outline: Outline, node: int) -> bool:
    return any(outline.page.tree.tag_within(node, child) in ("li", "p") for child in outline.page.tree.children(node))


def _is_drawn(outline: Outline, cell: int) -> bool:
    element = outline.page.tree.elements[cell]
    return len(element) > 0 or bool(element.get("aria-label"))


def _heads_winners(outline: Outline, cell: int) -> bool:
    return bool(_WINNER.fullmatch(outline.text(cell).strip(" 🏆:")))


def _flat(outline: Outline, sides: Sides, head: _Head) -> Matrix | None:
    """A grid whose rows are not marked: the names, then cell after cell."""
    places = sorted(head.columns.values())
    if any(b - a != 1 for a, b in pairwise(places)) or places[0] > 1:
        return None
    after = places[-1] + 1
    has_winner = after < len(head.cells) and _heads_winners(outline, head.cells[after])
    width = after + has_winner
    rest = head.cells[width:]
    labelled = 1 if places[0] == 1 or len(rest) % (width + 1) == 0 and len(rest) % width else 0
    shift = 1 if labelled and places[0] == 0 else 0
    rows = [
        Row(
            outline.text(cells[0]) if labelled else "",
            {side: cells[place + shift] for side, place in head.columns.items()},
            cells[-1] if has_winner else None,
        )
        for cells in _chunks(outline, rest, width + shift)
    ]
    rows = [row for row in rows if row.label or not labelled]
    if not all(_is_value(outline, sides, cell, 0) for row in rows for cell in row.cells.values()):
        return None
    if not rows or any(
        sides.side_of(outline.text(cell)) is not None for row in rows[:1] for cell in row.cells.values()
    ):
        return None
    return Matrix(rows, _evidence(outline, head.node), [head.node], head=head.node)


def _chunks(outline: Outline, cells: list[int], width: int) -> list[list[int]]:
    """Rows of `width` cells. Where some cells head several rows, labels are told by how they are marked up."""
    if width < 2 or len(cells) < width:
        return []
    if len(cells) % width == 0:
        chunks = [cells[at : at + width] for at in range(0, len(cells), width)]
        if len({_markup(outline, chunk[0]) for chunk in chunks}) <= 2:
            return chunks
    for mark in dict.fromkeys(_markup(outline, cell) for cell in cells[:3]):
        starts = [at for at, cell in enumerate(cells) if _markup(outline, cell) == mark]
        chunks = [cells[a : a + width] for a, b in pairwise([*starts, len(cells)]) if b - a >= width]
        gaps = [b - a for a, b in pairwise([*starts, len(cells)])]
        if len(chunks) > 1 and all(gap in (width, width + 1) for gap in gaps):
            return chunks
    return [cells[at : at + width] for at in range(0, len(cells), width)] if len(cells) % width == 0 else []


def _markup(outline: Outline, cell: int) -> tuple[str, str]:
    element = outline.page.tree.elements[cell]
    return str(element.tag), element.get("class") or ""


def _transposed(outline: Outline, sides: Sides, head: _Head) -> Matrix | None:
    """Tools as rows: every row begins with a name, and the row before them says what the cells are."""
    tree = outline.page.tree
    rows = {side: tree.children(head.cells[place]) for side, place in head.columns.items()}
    widths = {len(cells) for cells in rows.values()}
    if len(widths) != 1 or (width := widths.pop()) < (2 if _evidence(outline, head.node) == "table" else 3):
        return None
    columns = {_first_name(outline, sides, cells, side) for side, cells in rows.items()}
    if len(columns) != 1 or (name := columns.pop()) is None or name > 1:
        return None
    climbs = 2 if _evidence(outline, head.node) == "table" else 1
    heads = _row_before(outline, head.cells[min(head.columns.values())], width, climbs)
    if heads is None or any(
        len(outline.inside(cell)) > 1 or sides.side_of(outline.text(cell)) is not None for cell in heads
    ):
        return None
    found = [
        Row(printed(outline, heads[at]), {side: cells[at] for side, cells in rows.items()})
        for at in range(name + 1, width)
        if printed(outline, heads[at]) and not _is_sentence(printed(outline, heads[at]))
    ]
    nodes = [head.node, *(head.cells[place] for place in head.columns.values())]
    return Matrix(found, _evidence(outline, head.node), nodes, is_transposed=True, head=head.node) if found else None


def _first_name(outline: Outline, sides: Sides, cells: list[int], side: int) -> int | None:
    for place, cell in enumerate(cells):
        blocks = outline.inside(cell)
        if blocks and sides.side_of(blocks[0].text) == side:
            return place
    return None


def _row_before(outline: Outline, node: int, width: int, climbs: int) -> list[int] | None:
    """The row of column heads above the first row: beside it, or in the group before its own."""
    tree = outline.page.tree
    for _ in range(climbs):
        parent = tree.parents[node]
        if parent < 0:
            return None
        for before in reversed([child for child in tree.children(parent) if child < node]):
            cells = tree.children(before)
            if len(cells) == 1 or cells and len(tree.children(cells[-1])) == width:
                cells = tree.children(cells[-1])
            if len(cells) == width:
                return cells
        node = parent
    return None


def _columns(outline: Outline, sides: Sides, head: _Head) -> Matrix | None:
    """Columns of text under the names, as behind tabs: what follows has as many parts as there are names."""
    tree = outline.page.tree
    if not _is_bare(outline, head) or len(head.cells) != len(head.columns):
        return None
    following = [child for child in tree.children(tree.parents[head.node]) if child > head.node] if head.node else []
    parts = tree.children(following[0]) if following else []
    if len(parts) != len(head.cells):
        return None
    if any(sides.side_of(block.text) is not None for part in parts for block in outline.inside(part)):
        return None
    cells = {side: parts[place] for side, place in head.columns.items()}
    return Matrix([Row("", cells)], "grid", [head.node, following[0]], head=head.node)


def _named(outline: Outline, sides: Sides, head: _Head) -> Matrix | None:
    """A row that bears the names itself: what it is about stands before it, each name beside its value."""
    tree = outline.page.tree
    places = sorted(head.columns.values())
    first = outline.first[head.cells[places[0]]]
    if not 0 < first <= outline.last[head.cells[places[0]]] or places[-1] - places[0] >= len(places):
        return None
    values = {side: _without_name(outline, sides, head.cells[place], side) for side, place in head.columns.items()}
    if any(cell in head.cells or len(outline.inside(cell)) > 3 for cell in values.values()):
        return None
    label = outline.blocks[first - 1]
    if len(label.text) > _LONGEST_LABEL // 2 or label.text.endswith((".", "?", "!")) or outline.is_frame[label.index]:
        return None
    nodes = [head.cells[place] for place in head.columns.values()]
    return Matrix([Row(label.text, values)], _evidence(outline, head.node), nodes, bears_names=True, head=head.node)


def _evidence(outline: Outline, node: int) -> Evidence:
    element = outline.page.tree.elements[node]
    while element is not None and element.tag != "body":
        if element.tag == "table":
            return "table"
        element = element.getparent()
    return "grid"
