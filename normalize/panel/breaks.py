"""Sides of quotes among divs that never end: the divs that begin between two quotes tell rows, columns, empty cells."""

from bisect import bisect_left
from collections import Counter
from itertools import groupby, pairwise
from typing import Final

from normalize.markup import LEFT_OPEN
from normalize.page import kind_of
from normalize.panel.quotes import Quote
from normalize.panel.sheet import Sheet

_BARE: Final = repr(("div", [(LEFT_OPEN, "")]))  # a div without attributes, like any other


def by_breaks(sheet: Sheet, quotes: list[Quote]) -> list[Quote] | None:
    """Sides by the divs that began; none where they begin as in no list of rows of two, so that some cell may be empty.

    None where nothing speaks against rows of two; a wrapper more in one of those breaks no row.
    """
    runs = _begun_before(sheet, quotes)
    begun = [len(run) for run in runs[1:]]
    half, odd = divmod(len(quotes), 2)
    if not any(begun):
        return None
    is_one = not odd and half > 2 and begun[half - 1] > 0 == sum(begun) - begun[half - 1]
    if is_one and runs[half] == runs[0][-len(runs[half]) :]:  # each column began once
        return [quote._replace(side=int(place >= half)) for place, quote in enumerate(quotes)]
    stand_alone = all(other.index == one.last + 1 for one, other in pairwise(quotes))
    if stand_alone and (kind := _cell_kind(sheet, runs)) is not None:
        around = max((at for at, each in enumerate(runs[0], 1) if each != kind), default=0)
        return _by_cells(quotes, [run[:-1].count(kind) for run in (runs[0][around:], *runs[1:])])
    if odd or _n_unusual(begun[::2]) + _n_unusual(begun[1::2]) < 2 or ends_divs(sheet):
        return None
    return [quote._replace(side=None) for quote in quotes]


def ends_divs(sheet: Sheet) -> bool:
    """Whether the page ends other divs: then it ends those of empty cells as well, most likely."""
    return any(element.tag == "div" and element.get(LEFT_OPEN) is None for element in sheet.tree.elements)


def _begun_before(sheet: Sheet, quotes: list[Quote]) -> list[list[str]]:
    """For each quote the kinds of divs that began since the one before it or the scorecard's head, its own last."""
    tree, nodes = sheet.tree, [sheet.blocks[quote.index].node for quote in quotes]
    heads = [index for index in sheet.scorecards if index < quotes[0].index]
    start = sheet.blocks[max(heads)].node + 1 if heads else nodes[0]
    at = [bisect_left(tree.breaks, node + 1) for node in (start - 1, *nodes)]
    runs = [[kind_of(element) for element in tree.begun[first:stop]] for first, stop in pairwise(at)]
    for run, element in zip(runs, (tree.elements[node] for node in nodes), strict=True):
        if element.get(LEFT_OPEN) is not None:
            run.append(kind_of(element))
    return runs


def _cell_kind(sheet: Sheet, runs: list[list[str]]) -> str | None:
    """The kind of div that began last before every quote, if none like it began above all scorecards: no wrapper."""
    kinds = {run[-1] if run else "" for run in runs}
    kind = min(kinds)
    above = bisect_left(sheet.tree.breaks, sheet.blocks[sheet.scorecards[0]].node) if sheet.scorecards else 0
    is_own = kind not in ("", _BARE) and all(kind_of(element) != kind for element in sheet.tree.begun[:above])
    return kind if len(kinds) == 1 and is_own else None


def _by_cells(quotes: list[Quote], n_empty: list[int]) -> list[Quote]:
    """Sides in turn, empty cells counted."""
    placed: list[Quote] = []
    place = -1
    for quote, skipped in zip(quotes, n_empty, strict=True):
        place += skipped + 1
        placed.append(quote._replace(side=place % 2, slot=place // 2 + 1))
    return placed


Row = tuple[int, list[int]]  # the node of a row, and the places of its quotes


def joined_rows(sheet: Sheet, rows: list[Row]) -> list[Row]:
    """Join quotes that stand alone into rows, where a div that never ends began before each such row of two."""
    runs: list[list[Row]] = []
    for node, row in rows:
        is_next = len(row) == 1 and not sheet.tree.opens(node)
        if is_next and runs and sheet.tree.parents[runs[-1][0][0]] == sheet.tree.parents[node]:
            runs[-1].append((node, row))
        else:
            runs.append([(node, row)])
    sizes = {sum(len(row) for _, row in run) for run in runs}
    fewest = 1 if sum(len(row) for _, row in rows) % 2 else 2  # a row of one more often than not has a wrapper in it
    is_started = len(rows[0][1]) == 2 or sheet.tree.opens(rows[0][0])
    is_told = is_started and fewest <= min(sizes) and max(sizes) <= 2
    if not (is_told or ends_divs(sheet)):
        return rows
    return _paired([each for run in runs for each in _joined(run)])


def _joined(run: list[Row]) -> list[Row]:
    """A run of two quotes as one row."""
    if len(run) != 2 or len(run[0][1]) != 1:
        return run
    return [(run[0][0], [*run[0][1], *run[1][1]])]


def _paired(rows: list[Row]) -> list[Row]:
    """Two quotes alone between whole rows as one row: the div of the second had no end either."""
    paired: list[Row] = []
    for is_whole, some in groupby(rows, key=lambda row: len(row[1]) == 2):
        group = list(some)
        paired += group if is_whole else _joined(group)
    return paired


def _n_unusual(counts: list[int]) -> int:
    return len(counts) - max(Counter(counts).values(), default=0)
