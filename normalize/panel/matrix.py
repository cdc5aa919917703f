"""Cards that are laid out as one table: a column for each tool, or a row for each under a row of labels.

Each tool's cells are taken out in reading order, with the labels they share, and then read like any other card.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from normalize.panel.sheet import Sheet
from normalize.panel.words import is_category
from normalize.values import is_badge, parse_entry, parse_vote

_BLOCKS_ABOVE: Final = 8  # blocks before the names that may belong to the cards: logos, categories
_FEWEST_LABELS: Final = 2  # labels side by side that make a row of labels

# Which tool a node's cell belongs to: 0, 1, None for a cell they share, -1 for what is no part of the table.
_ColumnOf = Callable[[int], int | None]


def laid_out(sheet: Sheet) -> Iterator[tuple[int, Sheet]]:
    """Yield (side, the blocks of that side alone) for every table of cards on the page."""
    if not sheet.tree.parents:
        return
    names = sorted(sheet.sides)
    for at, (first, second) in enumerate(pairwise(names)):
        below = names[at + 2] if at + 2 < len(names) else len(sheet.blocks)
        stop = min(below, sheet.next_section(second))
        if any(second < index < stop for index in sheet.stats) and sheet.head_columns(first, second):
            yield from _columns(sheet, first, second)
    yield from _rows(sheet, names)


def _columns(sheet: Sheet, first: int, second: int) -> Iterator[tuple[int, Sheet]]:
    """Two names side by side head two columns; a row's last two cells are theirs, a cell before those its label."""
    tree = sheet.tree
    row = tree.common(sheet.blocks[first].node, sheet.blocks[second].node)
    cells = tree.children(row)
    order = (0, 1) if sheet.same_name else (sheet.sides[first], sheet.sides[second])
    if order[0] == order[1]:
        return
    if row in (sheet.blocks[first].node, sheet.blocks[second].node):  # elements never closed hold each other
        for side, indices in zip(order, _in_turn(sheet, first, second), strict=True):
            yield side, sheet.only(indices)
        return
    if len(cells) > 3:
        table, column_of = row, _in_grid(sheet, cells, first)
    else:
        table, column_of = _table_around(sheet, row), _in_row(sheet, row)
    taken: tuple[list[int], list[int]] = ([], [])
    for index in range(max(0, first - _BLOCKS_ABOVE), sheet.next_section(second)):
        node = sheet.blocks[index].node
        column = column_of(node) if tree.holds(table, node) and node != table else -1
        for side in (0, 1):
            if column in (None, side):
                taken[side].append(index)
    for side, indices in zip(order, taken, strict=True):
        yield side, sheet.only(indices)


def _in_turn(sheet: Sheet, first: int, second: int) -> tuple[list[int], list[int]]:
    """Columns by order alone: of every kind of block (label, badge, value, other) one for each tool in turn."""
    taken: tuple[list[int], list[int]] = ([], [])
    turns: Counter[str] = Counter()
    single = _labels_once(sheet, second)
    for index in range(max(0, first - 2), sheet.next_section(second)):
        text = sheet.text(index)
        if index in sheet.noise or (index < first and not is_category(text)):
            continue
        stat = sheet.stats.get(index)
        if stat is not None and stat.value is None and single:
            for side in (0, 1):
                taken[side].append(index)
            turns.clear()
            continue
        kind = stat.stat if stat else "badge" if is_badge(text) else "print" if _is_print(text) else "other"
        taken[turns[kind] % 2].append(index)
        turns[kind] += 1
    return taken


def _labels_once(sheet: Sheet, start: int) -> bool:
    """Whether a label stands once for both columns rather than once in each."""
    seen = [stat.stat for i, stat in sorted(sheet.stats.items()) if start < i < sheet.next_section(start)]
    return len(seen) == len(set(seen))


def _is_print(text: str) -> bool:
    return parse_vote(text) is not None or parse_entry(text) is not None


def _table_around(sheet: Sheet, row: int) -> int:
    """The element that holds the other rows too: a head may hold the row of names alone."""
    return max(0, sheet.tree.parents[row])


def _in_row(sheet: Sheet, row: int) -> _ColumnOf:
    """Columns by cell, where each row is an element as deep as the row of names, wrappers aside."""
    tree = sheet.tree

    def column_of(node: int) -> int | None:
        top = tree.ancestor(node, tree.depths[row])
        cells = tree.children(top)
        while len(cells) == 1 or len(cells) > 3:
            inner = next((cell for cell in cells if tree.holds(cell, node)), None)
            if inner is None:
                return -1
            cells = tree.children(inner)
        at = next((k for k, cell in enumerate(cells) if tree.holds(cell, node)), None)
        if at is None or len(cells) < 2:
            return -1
        return at - (len(cells) - 2) if at >= len(cells) - 2 else None

    return column_of


def _in_grid(sheet: Sheet, cells: list[int], first: int) -> _ColumnOf:
    """Columns by count, where all cells follow each other in one element, two or three to a row."""
    tree = sheet.tree
    place = {cell: at for at, cell in enumerate(cells)}
    start = next(at for cell, at in place.items() if tree.holds(cell, sheet.blocks[first].node))
    labels = [at for cell, at in place.items() if any(tree.holds(cell, sheet.blocks[i].node) for i in sheet.stats)]
    width = 3 if labels and all((at - start) % 3 == 2 for at in labels) else 2

    def column_of(node: int) -> int | None:
        at = next(at for cell, at in place.items() if tree.holds(cell, node))
        column = (at - start) % width
        return column if column < 2 else None

    return column_of


def _rows(sheet: Sheet, names: list[int]) -> Iterator[tuple[int, Sheet]]:
    """Labels side by side head columns of values, and each tool has a row."""
    tree = sheet.tree
    for head in _label_rows(sheet):
        labels = tree.children(head)
        of_label = [
            next((i for i in sorted({*sheet.stats, *sheet.rows}) if tree.holds(cell, sheet.blocks[i].node)), None)
            for cell in labels
        ]
        last = max(i for i in of_label if i is not None)
        below = [name for name in names if last < name < sheet.next_section(last)][:2]
        for at, name in enumerate(below):
            row = sheet.blocks[name].node
            while row > 0 and len(tree.children(row)) != len(labels):
                row = tree.parents[row]
            cells = tree.children(row)
            if row <= 0 or row == head:
                continue
            taken: list[int] = []
            for label, cell in zip(of_label, cells, strict=True):
                held = [i for i in range(last + 1, sheet.next_section(last)) if tree.holds(cell, sheet.blocks[i].node)]
                taken += held if label is None else [label, *held]
            yield (at if sheet.same_name else sheet.sides[name]), sheet.only(taken)


def _label_rows(sheet: Sheet) -> list[int]:
    """Elements in which bare labels of different stats stand side by side with no value between."""
    heads: list[int] = []
    for first, second in pairwise(sorted(i for i, stat in sheet.stats.items() if stat.value is None)):
        if second == first + 1 and sheet.stats[first].stat != sheet.stats[second].stat:
            head = sheet.tree.common(sheet.blocks[first].node, sheet.blocks[second].node)
            if head not in heads and len(sheet.tree.children(head)) > _FEWEST_LABELS:
                heads.append(head)
    return heads
