"""Other ways to put tools side by side: cell after cell, tools as rows, text columns, rows that bear the names."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile
from typing import Final

from normalize.generic.cells import printed
from normalize.generic.heads import Head, heads_winners, is_bare
from normalize.generic.matrix import Matrix, Row, evidence_of
from normalize.generic.outline import Outline
from normalize.generic.rows import is_sentence, is_value, without_name
from normalize.generic.sides import Sides
from normalize.generic.spans import MOST_COLUMNS
from normalize.page import Block
from normalize.text import fold

_LONGEST_LABEL: Final = 60  # characters
_LONGEST_LINE: Final = 200
_LONGEST_NAMED: Final = 3  # blocks
_MOST_WRAPPERS: Final = 3
_GRID_CLASS: Final = re.compile(r"\bgrid-cols-(\d{1,2})(?![\w-])")
_GRID_STYLE: Final = re.compile(
    r"grid-template-columns:\s*(?:repeat\(\s*(?P<times>\d{1,2})\s*,[^;]*\)\s*(?:;|$)|(?P<list>[^();]+))"
)


def flat_grid(outline: Outline, sides: Sides, head: Head) -> Matrix | None:
    """A grid whose rows are not marked: the names, then cell after cell."""
    places = sorted(head.columns.values())
    if any(b - a != 1 for a, b in pairwise(places)) or places[0] > 1:
        return None
    after = places[-1] + 1
    has_winner = after < len(head.cells) and heads_winners(outline, head.cells[after])
    width = after + has_winner
    if places[0] == 1:  # notes or other products may stand behind
        width = max(width, _columns_declared(outline, head.node))
    rest = head.cells[width:]
    labelled = 1 if places[0] == 1 or len(rest) % (width + 1) == 0 and len(rest) % width else 0
    shift = 1 if labelled and places[0] == 0 else 0
    rows = [
        Row(
            outline.text(cells[0]) if labelled else "",
            {side: cells[place + shift] for side, place in head.columns.items()},
            cells[after + shift] if has_winner else None,
        )
        for cells in _chunks(outline, rest, width + shift)
    ]
    rows = [row for row in rows if row.label or not labelled]
    if not all(is_value(outline, sides, cell, 0) for row in rows for cell in row.cells.values()):
        return None
    if not rows or any(
        sides.side_of(outline.text(cell)) is not None for row in rows[:1] for cell in row.cells.values()
    ):
        return None
    return Matrix(rows, evidence_of(outline, head.node), [head.node], head=head.node)


def _columns_declared(outline: Outline, node: int) -> int:
    """How many columns a grid's style or classes give it, on the widest screen; 0 where they do not say."""
    element = outline.page.tree.elements[node]
    n = max((int(said) for said in _GRID_CLASS.findall(element.get("class") or "")), default=0)
    if (style := _GRID_STYLE.search(element.get("style") or "")) is not None:
        n = int(style["times"]) if style["times"] else len(style["list"].split())
    return n if n <= MOST_COLUMNS else 0


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


def tools_as_rows(outline: Outline, sides: Sides, head: Head) -> Matrix | None:
    """Tools as rows: every row begins with a name, and the row before them says what the cells are."""
    tree = outline.page.tree
    rows = {side: tree.children(head.cells[place]) for side, place in head.columns.items()}
    widths = {len(cells) for cells in rows.values()}
    if len(widths) != 1 or (width := widths.pop()) < (2 if evidence_of(outline, head.node) == "table" else 3):
        return None
    columns = {_first_name(outline, sides, cells, side) for side, cells in rows.items()}
    if len(columns) != 1 or (name := columns.pop()) is None or name > 1:
        return None
    climbs = 2 if evidence_of(outline, head.node) == "table" else 1
    heads = _row_before(outline, head.cells[min(head.columns.values())], width, climbs)
    if heads is None or not all(_is_head(outline, sides, cell) for cell in heads):
        return None
    found = [
        Row(printed(outline, heads[at]), {side: cells[at] for side, cells in rows.items()})
        for at in range(name + 1, width)
        if printed(outline, heads[at]) and not is_sentence(printed(outline, heads[at]))
    ]
    nodes = [head.node, *(head.cells[place] for place in head.columns.values())]
    return Matrix(found, evidence_of(outline, head.node), nodes, is_transposed=True, head=head.node) if found else None


def _is_head(outline: Outline, sides: Sides, cell: int) -> bool:
    """Whether a cell may say what the cells below it are."""
    inside = outline.inside(cell)
    return len(inside) < 2 and not any(outline.is_frame[b.index] or sides.mention.search(b.text) for b in inside)


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


def text_columns(outline: Outline, sides: Sides, head: Head) -> Matrix | None:
    """Columns of text under the names, as behind tabs: what follows has as many parts as there are names."""
    tree = outline.page.tree
    if not is_bare(outline, head) or len(head.cells) != len(head.columns):
        return None
    following = [child for child in tree.children(tree.parents[head.node]) if child > head.node] if head.node else []
    parts = tree.children(following[0]) if following else []
    if len(parts) != len(head.cells):
        return None
    if any(sides.side_of(block.text) is not None for part in parts for block in outline.inside(part)):
        return None
    if any(outline.page.tree.tags_within(following[0], part)[-1] == "li" for part in parts):
        return None  # a list, by chance of that length
    cells = {side: parts[place] for side, place in head.columns.items()}
    return Matrix([Row("", cells)], "grid", [head.node, following[0]], head=head.node)


def row_with_names(outline: Outline, sides: Sides, head: Head) -> Matrix | None:
    """A row that bears the names itself: what it is about stands before it, each name beside its value."""
    places = sorted(head.columns.values())
    first = outline.first[head.cells[places[0]]]
    if not 0 < first <= outline.last[head.cells[places[0]]] or places[-1] - places[0] >= len(places):
        return None
    values = {side: without_name(outline, sides, head.cells[place], side) for side, place in head.columns.items()}
    if any(cell in head.cells or len(outline.inside(cell)) > _LONGEST_NAMED for cell in values.values()):
        return None
    label = outline.blocks[first - 1]
    if len(label.text) > _LONGEST_LABEL or label.text.endswith((".", "?", "!", "…")) or outline.is_frame[label.index]:
        return None
    nodes = [head.cells[place] for place in head.columns.values()]
    return Matrix([Row(label.text, values)], evidence_of(outline, head.node), nodes, bears_names=True, head=head.node)


def labelled_lines(outline: Outline, sides: Sides) -> Iterator[Matrix]:
    """Rows of lines that begin with the names, one after another, under what they are about."""
    said = [
        None if outline.is_frame[b.index] or len(b.text) > _LONGEST_LINE else sides.labelled(b.text)
        for b in outline.blocks
    ]
    at = 1
    while at < len(said):
        if said[at] is None:
            at += 1
            continue
        run = list(takewhile(lambda each: each is not None, said[at : at + len(sides.names)]))
        by_side = {each[0]: each[1] for each in run if each is not None}
        label = outline.blocks[at - 1]
        if len(by_side) < max(2, len(run)) or said[at - 1] is not None or is_sentence(label.text):
            at += 1
            continue
        nodes = {each[0]: outline.blocks[at + n].node for n, each in enumerate(run) if each is not None}
        row = Row(label.text, nodes, texts=by_side)
        yield Matrix([row], "label", list(nodes.values()), bears_names=True, head=label.node)
        at += len(run)


def paired_lists(outline: Outline, sides: Sides) -> Iterator[Matrix]:
    """Definition lists of one tool each, under its heading: what several tools' lists have in common are rows."""
    labels: dict[str, str] = {}
    cells: dict[str, dict[int, int]] = {}
    for term, value in pairwise(outline.blocks):
        if outline.is_frame[term.index] or _part_of_list(outline, term) != "dt" or sides.mention.search(term.text):
            continue
        side = _side_above(outline, sides, term.index) if _part_of_list(outline, value) == "dd" else None
        if side is not None:
            key = fold(term.text)
            labels.setdefault(key, term.text)
            cells.setdefault(key, {}).setdefault(side, _whole_value(outline, value.node))
    rows = [Row(labels[key], by_side) for key, by_side in cells.items() if len(by_side) > 1]
    if len(rows) > 1:
        yield Matrix(rows, "section", [cell for row in rows for cell in row.cells.values()])


def _part_of_list(outline: Outline, block: Block) -> str:
    """Whether a text is a term (dt) or what is said of it (dd); empty where it is neither."""
    if not outline.page.tree.elements:
        return ""
    around = islice(outline.element(block).iterancestors(), _MOST_WRAPPERS)
    return next((str(each.tag) for each in (outline.element(block), *around) if each.tag in ("dt", "dd")), "")


def _side_above(outline: Outline, sides: Sides, index: int) -> int | None:
    """The tool that the nearest heading names which names one."""
    heading = outline.heading_of(index)
    while heading is not None and outline.ranks[heading.index] > 1:
        if (side := sides.only_in(heading.text)) is not None:
            return side
        heading = outline.heading_of(heading.index)
    return None


def _whole_value(outline: Outline, node: int) -> int:
    tree = outline.page.tree
    while (parent := tree.parents[node]) >= 0 and tree.elements[parent].tag == "dd":
        node = parent
    return node
