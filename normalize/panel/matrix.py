"""Cards that are laid out as one table: a column for each tool, or a row for each under a row of labels.

Each tool's cells are taken out in reading order, with the labels they share, and then read like any other card.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Final

from normalize.panel.sheet import Sheet
from normalize.panel.words import is_category
from normalize.values.votes import is_badge, parse_entry, parse_vote

_BLOCKS_ABOVE: Final = 8  # blocks before the names that may belong to the cards: logos, categories
_FEWEST_LABELS: Final = 2  # labels side by side that make a row of labels
_MOST_LABELS: Final = 16
_MOST_TABLES: Final = 8  # tables of cards that one page may hold, for screens of different widths
_LONGEST_TABLE: Final = 300  # blocks

# Which tool a node's cell belongs to: 0, 1, None for a cell they share, -1 for what is no part of the table.
_ColumnOf = Callable[[int], int | None]


def laid_out(sheet: Sheet) -> Iterator[tuple[int, Sheet]]:
    """Yield (side, the blocks of that side alone) for every table of cards on the page."""
    if not sheet.tree.parents:
        return
    yield from _rows(sheet)
    for first, second in islice(_headers(sheet), _MOST_TABLES):
        yield from _columns(sheet, first, second)


def _headers(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Names that stand side by side with votes below them."""
    names = [*sheet.name_blocks, len(sheet.blocks)]
    for first, second, below in zip(names, names[1:], names[2:], strict=False):
        if sheet.has_stat(second, min(below, sheet.next_section(second))) and sheet.head_columns(first, second):
            yield first, second


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
    for index in range(max(0, first - _BLOCKS_ABOVE), _end(sheet, second)):
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
    for index in range(max(0, first - 2), _end(sheet, second)):
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
    seen = [sheet.stats[i].stat for i in range(start, _end(sheet, start)) if i in sheet.stats]
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
    labels = [at for cell, at in place.items() if sheet.count(cell, sheet.stat_nodes)]
    width = 3 if labels and all((at - start) % 3 == 2 for at in labels) else 2

    def column_of(node: int) -> int | None:
        column = (bisect_right(cells, node) - 1 - start) % width
        return column if column < 2 else None

    return column_of


def _rows(sheet: Sheet) -> Iterator[tuple[int, Sheet]]:
    """Labels side by side head columns of values, and each tool has a row."""
    tree = sheet.tree
    for head in islice(_label_rows(sheet), _MOST_TABLES):
        labels = tree.children(head)
        labelled = [i for i, block in enumerate(sheet.blocks) if tree.holds(head, block.node) and _is_label(sheet, i)]
        of_label = [next((i for i in labelled if tree.holds(cell, sheet.blocks[i].node)), None) for cell in labels]
        last = max(i for i in of_label if i is not None)
        below = sheet.names_within(last, sheet.next_section(last))[:2]
        for at, name in enumerate(below):
            row = sheet.blocks[name].node
            while row > 0 and len(tree.children(row)) != len(labels):
                row = tree.parents[row]
            cells = tree.children(row)
            if row <= 0 or row == head:
                continue
            taken: list[int] = []
            for label, cell in zip(of_label, cells, strict=True):
                held = [i for i in range(last + 1, _end(sheet, last)) if tree.holds(cell, sheet.blocks[i].node)]
                taken += held if label is None else [label, *held]
            yield (at if sheet.same_name else sheet.sides[name]), sheet.only(taken)


def _label_rows(sheet: Sheet) -> Iterator[int]:
    """Elements in which bare labels of different stats stand side by side with no value between."""
    seen: set[int] = set()
    for first, second in pairwise(i for i in sheet.stat_blocks if sheet.stats[i].value is None):
        if second == first + 1 and sheet.stats[first].stat != sheet.stats[second].stat:
            head = sheet.tree.common(sheet.blocks[first].node, sheet.blocks[second].node)
            if head not in seen:
                seen.add(head)
                if _FEWEST_LABELS < len(sheet.tree.children(head)) <= _MOST_LABELS:
                    yield head


def _is_label(sheet: Sheet, index: int) -> bool:
    return index in sheet.stats or index in sheet.rows


def _end(sheet: Sheet, start: int) -> int:
    """Where a table that starts at a block ends at the latest."""
    return min(sheet.next_section(start), start + _LONGEST_TABLE)
