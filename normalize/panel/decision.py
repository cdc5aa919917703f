"""The decision table: three columns, a label and what each tool has to say for it."""

from bisect import bisect_right
from itertools import pairwise, zip_longest
from typing import Final

from normalize.panel.sheet import Sheet

_CLIMB: Final = 8  # levels from a label's text to its cell
_REACH: Final = 60  # blocks that a row may span, adverts included
_HEAD: Final = 6  # blocks after the header's label in which the names stand

Columns = dict[str, str]


def read_decision(sheet: Sheet) -> tuple[list[Columns], list[str]]:
    """Return for each side its cells by row name, and problems. A blank cell is the empty string."""
    sides: list[Columns] = [{}, {}]
    problems: list[str] = []
    heads = [index for index in sheet.section_heads if index in sheet.rows]
    for head in heads:
        rows = _row_labels(sheet, head)
        order = _column_order(sheet, head)
        if order is None:
            _read_groups(sheet, head, sides)
            continue
        for label, stop in zip_longest(rows, rows[1:]):
            cells = _cells(sheet, label, stop)
            if cells is None:
                problems.append(f"{sheet.rows[label]}: cells of row {sheet.text(label)!r} cannot be told apart")
                continue
            for side, cell in zip(order, cells, strict=True):
                sides[side].setdefault(sheet.rows[label], cell)
    return sides, problems


def _read_groups(sheet: Sheet, head: int, sides: list[Columns]) -> None:
    """Read rows that stand under one tool's name, then under the other's: a label, and its value behind it."""
    stop = sheet.next_section(head)
    side: int | None = None
    for index in range(head + 1, stop):
        if index in sheet.sides:
            side = sheet.sides[index] if not sheet.same_name else 0 if side is None else 1
        elif side is not None and (row := sheet.rows.get(index)) and index not in sheet.noise:
            value = index + 1
            is_value = value < stop and value not in sheet.rows and value not in sheet.sides
            sides[side].setdefault(row, sheet.text(value) if is_value else "")


def _column_order(sheet: Sheet, head: int) -> tuple[int, int] | None:
    """Sides of the second and third column, from the names beside the header's label."""
    names = [i for i in range(head + 1, min(head + _HEAD, len(sheet.blocks))) if i in sheet.sides][:2]
    if len(names) < 2 or any(i in sheet.rows for i in range(*names)):
        return None
    first, second = (sheet.sides[i] for i in names)
    if sheet.same_name:
        return 0, 1
    return (first, second) if first != second else None


def _row_labels(sheet: Sheet, head: int) -> list[int]:
    """Labels of the rows under a header: up to the next section, each kind of row once."""
    later = sheet.section_heads
    at = bisect_right(later, head)
    stop = later[at] if at < len(later) else len(sheet.blocks)
    found: dict[str, int] = {}
    last = head
    for index in range(head + 1, stop):
        if index - last > _REACH:
            break
        if (row := sheet.rows.get(index)) and index not in sheet.noise:
            if row in found:
                break
            found[row] = last = index
    return sorted(found.values())


def _cells(sheet: Sheet, label: int, stop: int | None) -> tuple[str, str] | None:
    """Text of the two cells beside a row's label: by the elements that hold them, else by order."""
    end = min(sheet.next_section(label) if stop is None else stop, label + _REACH)
    between = [i for i in range(label + 1, end) if i not in sheet.noise]
    if stop is not None and end - label == 3:
        between = [label + 1, label + 2]  # two cells, however much one of them sounds like an advert
    if stop is None:
        between = between[:2]
    built = None if _unclosed(sheet, [label, *between]) else _cells_by_element(sheet, label, end, is_last=stop is None)
    if built is not None:
        return built
    if len(between) == 2:
        return sheet.text(between[0]), sheet.text(between[1])
    return None


def _unclosed(sheet: Sheet, indices: list[int]) -> bool:
    """Whether a block lies inside the element of the one before it: cells that were never closed."""
    nodes = [sheet.blocks[index].node for index in indices]
    return bool(sheet.tree.parents) and any(a != b and sheet.tree.holds(a, b) for a, b in pairwise(nodes))


def _cells_by_element(sheet: Sheet, label: int, end: int, *, is_last: bool) -> tuple[str, str] | None:
    """Climb from the label to its cell; the next two cells beside it hold the values, and nothing lies between."""
    tree = sheet.tree
    node = sheet.blocks[label].node
    for _ in range(_CLIMB):
        if node < 0 or tree.parents[node] < 0:
            return None
        cells = _siblings_after(sheet, node, label, end)
        if len(cells) == 1:
            cells = tree.children(cells[0])
            if len(cells) != 2:
                return None
        if len(cells) >= 2:
            held = [_held(sheet, cell, label + 1, end) for cell in cells[:2]]
            if not is_last:
                outside = set(range(label + 1, end)) - sheet.noise - set(held[0]) - set(held[1])
                if outside:
                    return None
            first, second = (" ".join(map(sheet.text, cell)) for cell in held)
            return first, second
        node = tree.parents[node]
    return None


def _held(sheet: Sheet, cell: int, start: int, stop: int) -> list[int]:
    """Blocks of a cell; noise only where nothing else is in it."""
    held = [i for i in range(start, stop) if sheet.tree.holds(cell, sheet.blocks[i].node)]
    return [i for i in held if i not in sheet.noise] or held


def _siblings_after(sheet: Sheet, node: int, label: int, end: int) -> list[int]:
    """The next elements beside `node` that can be cells, three at most; adverts only where they make up the two."""
    tree = sheet.tree
    last = tree.ends[tree.parents[node]]
    next_row = sheet.blocks[end].node if end < len(sheet.blocks) else len(tree.parents)
    found: list[int] = []
    noisy: list[int] = []
    at = tree.ends[node] + 1
    while at <= last and tree.ends[at] < next_row and len(found) < 3:
        held = [i for i in range(label + 1, end) if tree.holds(at, sheet.blocks[i].node)]
        (noisy if held and sheet.noise.issuperset(held) else found).append(at)
        at = tree.ends[at] + 1
    return sorted([*found, *noisy]) if len(found) + len(noisy) == 2 else found
