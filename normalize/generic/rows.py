"""Rows that follow a row of names, in the same table, grid or list, or in groups of it."""

import re
from collections.abc import Iterable
from typing import Final

from normalize.generic.heads import Head, heads_winners, is_bare
from normalize.generic.matrix import Matrix, Row, evidence_of
from normalize.generic.outline import STRONG_RANK, Outline
from normalize.generic.sides import Sides
from normalize.generic.spans import MOST_COLUMNS, cells_of
from normalize.generic.topics import Topic, topic_of
from normalize.values.answer import parse_answer

_MOST_CLIMBS: Final = 2
_MOST_HEADED: Final = 5  # blocks beside a name that heads a column; more is a card
_MOST_GROUPS: Final = 2  # deep
_MOST_OTHERS: Final = 8  # parts that are no row, before the first row
_LONGEST_LABEL: Final = 120  # characters
_LONGEST_VALUE: Final = 12  # blocks
_LONGEST_HEADED: Final = 3  # blocks in a cell under cards
_LOWEST_LABEL: Final = 3  # rank of a heading that may be a row's label
_TABLE_PARTS: Final = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
_POINT: Final = re.compile(r"[+–−•]\s")
_SIGNS: Final = frozenset("$€£¥₹—–-~<>≈")


def rows_under(outline: Outline, sides: Sides, head: Head) -> Matrix | None:
    """Rows that follow the row of names, beside it or in groups beside it."""
    if len(head.cells) > MOST_COLUMNS or any(len(outline.inside(c)) > _MOST_HEADED for c in head.cells):
        return None
    tree, node = outline.page.tree, head.node
    for _ in range(_MOST_CLIMBS + 1):
        parent = tree.parents[node]
        if parent < 0:
            return None
        following = [child for child in tree.children(parent) if child > node]
        rows, nodes = rows_among(outline, sides, head, following)
        evidence = evidence_of(outline, head.node)
        if not is_bare(outline, head) and any(
            len(outline.inside(c)) > _LONGEST_HEADED for row in rows for c in row.cells.values()
        ):
            return None  # cards one below the other
        if head.is_versus and 3 * sum(_is_amid(outline, row) for row in rows) < len(rows):
            return None  # boxes below a title
        if len(rows) > 1 or rows and evidence == "table":
            return Matrix(rows, evidence, [head.node, *nodes], head=head.node)
        if any(outline.inside(child) for child in following):
            return None
        node = parent
    return None


def rows_among(
    outline: Outline, sides: Sides, head: Head, nodes: list[int], depth: int = 0
) -> tuple[list[Row], list[int]]:
    """Rows among `nodes` and in the groups among them, and the nodes that gave some."""
    rows: list[Row] = []
    used: list[int] = []
    spans: dict[int, tuple[int, int]] = {}  # by column: the cell that reaches down, and how many rows it still fills
    label, n_others, is_table = "", 0, evidence_of(outline, head.node) == "table"
    for node in nodes:
        if _is_frame(outline, node) or not is_table and _is_section_of_one(outline, sides, node):
            break
        row = _row(outline, sides, head, node, cells_of(outline, node, spans), label)
        if row is not None:
            rows.append(row)
            used.append(node)
            label = ""
            continue
        below = outline.page.tree.children(node)
        is_group = len(below) > 1 and depth < _MOST_GROUPS
        inner, inside = rows_among(outline, sides, head, below, depth + 1) if is_group else ([], [])
        if inner:
            rows += inner
            used += inside
            label = ""
        elif len(outline.inside(node)) == 1:
            said = outline.text(node)
            label = "" if said.endswith((".", "!", "…")) else said
        elif outline.inside(node):
            n_others += 1
            if rows or n_others > _MOST_OTHERS:
                break
    return rows, used


def _is_section_of_one(outline: Outline, sides: Sides, node: int) -> bool:
    """Whether a node begins with a heading that names one of the tools: what follows is about that one."""
    inside = outline.inside(node)
    return bool(inside) and outline.ranks[inside[0].index] < STRONG_RANK and sides.only_in(inside[0].text) is not None


def _is_frame(outline: Outline, node: int) -> bool:
    inside = outline.inside(node)
    return bool(inside) and outline.is_frame[inside[0].index]


def _row(outline: Outline, sides: Sides, head: Head, node: int, cells: list[int], label: str) -> Row | None:
    """A row whose cells stand under the names, with its label in a cell before them or in a text of its own."""
    is_amid = len(cells) == 3 and _is_value_and_label(outline, cells[0], outline.text(cells[1]))
    places = _places(head, cells, bool(label), is_amid)
    if places is None:
        return None
    values = {side: without_name(outline, sides, cells[place], side) for side, place in places.items()}
    if not is_bare(outline, head) and any(cell not in cells for cell in values.values()):
        return None  # each of the rows bears the names
    is_cell = outline.page.tree.elements[node].tag == "tr"
    if not all(is_value(outline, sides, cell, len(cells), is_cell) for cell in values.values()):
        return None
    if all(sides.side_of(outline.text(cell)) is not None for cell in values.values()):
        return None  # the names once more
    if {_announced(outline, sides, cell) for cell in values.values()} == {"pro", "con"}:
        return None  # one tool's pros beside its cons
    under = [head.cells[place] for place in head.columns.values()]
    if _kind(outline, node, values.values()) != _kind(outline, head.node, under):
        return None
    if all(not outline.inside(cell) and not _is_drawn(outline, cell) for cell in cells):
        return None
    winner = _winner(outline, head, cells)
    others = [cell for at, cell in enumerate(cells) if at not in places.values() and cell != winner]
    said = _label(outline, cells, places, others) if others else label
    if others and not said or is_sentence(said) or sides.mention.search(said) or _POINT.match(said):
        return None
    if all(outline.page.tree.elements[cell].tag == "a" for cell in cells):
        return None  # links to elsewhere
    if any(outline.ranks[block.index] < _LOWEST_LABEL for cell in others for block in outline.inside(cell)):
        return None  # a section and its paragraphs
    if all(_POINT.match(outline.text(cell)) for cell in values.values()):
        return None  # items of one list
    return Row(said, values, winner)


def _label(outline: Outline, cells: list[int], places: dict[int, int], others: list[int]) -> str:
    """The label among the other cells of a row: the last before the tools'; where none stands there, the first.

    What stands further on is a note, or another product's cell. A cell that fills several rows heads a group of them.
    """
    before = [cell for cell in cells[: min(places.values())] if cell in others]
    return next(filter(None, map(outline.text, reversed(before) if before else others)), "")


def _places(head: Head, cells: list[int], is_labelled: bool, is_middle: bool) -> dict[int, int] | None:
    """Where each tool's cell stands in a row: under its name, or one further where the label has no head."""
    shift = len(cells) - len(head.cells)
    if len(set(cells)) < 2:
        return None
    if shift == 1 and is_middle:
        return {side: place + (place > 0) for side, place in head.columns.items()}
    if len(cells) == len(head.columns) < len(head.cells) and is_labelled:  # the label stands before the row
        return {side: rank for rank, side in enumerate(sorted(head.columns, key=lambda side: head.columns[side]))}
    if shift and (shift != 1 or min(head.columns.values()) > 0):
        return None
    return {side: place + shift for side, place in head.columns.items()}


def _announced(outline: Outline, sides: Sides, cell: int) -> Topic | None:
    return next((topic_of(block.text, sides) for block in outline.inside(cell)), None)


def _is_amid(outline: Outline, row: Row) -> bool:
    """Whether the label of a row seems to stand between its values: the first is one, and the label is none."""
    return _is_value_and_label(outline, min(row.cells.values()), row.label)


def _is_value_and_label(outline: Outline, cell: int, label: str) -> bool:
    return _reads_as_value(outline.text(cell)) and not _reads_as_value(label)


def _reads_as_value(text: str) -> bool:
    return text[:1].isdigit() or text[:1] in _SIGNS or parse_answer(text) is not None


def _winner(outline: Outline, head: Head, cells: list[int]) -> int | None:
    shift = len(cells) - len(head.cells)
    if shift < 0:
        return None
    return next((cells[at + shift] for at, cell in enumerate(head.cells) if heads_winners(outline, cell)), None)


def is_sentence(label: str) -> bool:
    """Whether a text is too long, or too much of a sentence, to be a row's label."""
    return len(label) > _LONGEST_LABEL or len(label) > _LONGEST_LABEL // 3 and label.endswith((".", "!", "…"))


def _kind(outline: Outline, parent: int, cells: Iterable[int]) -> str:
    """What cells are: of a table, items of a list, or boxes; a list under a row of cells is no row."""
    tags = {outline.page.tree.tags_within(parent, cell)[-1] for cell in cells}
    return "cell" if tags & {"td", "th"} else "item" if "li" in tags else "box"


def without_name(outline: Outline, sides: Sides, cell: int, side: int) -> int:
    """The value in a cell that repeats its column's name, as small screens need it."""
    parts = outline.page.tree.children(cell)
    others = [part for part in parts if sides.side_of(outline.text(part)) != side]
    said = [part for part in others if outline.inside(part)] or others
    return said[0] if len(others) < len(parts) and len(said) == 1 else cell


def is_value(outline: Outline, sides: Sides, cell: int, width: int, may_be_name: bool = False) -> bool:
    """Whether a node may be a cell: it holds no heading, no name again but as all of it, and is no row itself."""
    inside = outline.inside(cell)
    if outline.page.tree.elements[cell].tag in _TABLE_PARTS:
        return False
    if len(inside) > _LONGEST_VALUE or any(outline.ranks[b.index] < STRONG_RANK for b in inside):
        return False
    if any(sides.side_of(block.text) is not None for block in inside):
        return may_be_name and len(inside) == 1
    return len(inside) == 1 or len(outline.page.tree.children(cell)) != width or not _are_single(outline, cell)


def _are_single(outline: Outline, node: int) -> bool:
    """Whether the parts of a node are one text each, as the cells of a row are."""
    return all(len(outline.inside(child)) == 1 for child in outline.page.tree.children(node)) and not _is_list(
        outline, node
    )


def _is_list(outline: Outline, node: int) -> bool:
    return any(
        outline.page.tree.tags_within(node, child)[-1] in ("li", "p") for child in outline.page.tree.children(node)
    )


def _is_drawn(outline: Outline, cell: int) -> bool:
    element = outline.page.tree.elements[cell]
    return len(element) > 0 or bool(element.get("aria-label"))
