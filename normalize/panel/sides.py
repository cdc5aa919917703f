"""Which tool a quote is about: by the tool's name above it, else by its place in a row of two.

Where neither tells, a quote gets no side: a quote given to the wrong tool is worse than none.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from normalize.identity import reviewer_key
from normalize.page import kind_of
from normalize.panel.breaks import by_breaks, ends_divs, joined_rows
from normalize.panel.quotes import Quote
from normalize.panel.sheet import Sheet
from normalize.text import fold

_NO_COLUMN: Final = (-1, 0, "")


def placed(sheet: Sheet, quotes: list[Quote], region: range) -> list[Quote]:
    """Give each quote its side and its row."""
    names = [i for i in sheet.names_within(region.start, quotes[-1].last) if i not in sheet.noise]
    if names and not sheet.same_name:
        placed = _under_names(sheet, quotes, names)
    elif names:
        placed = _under_same_name(quotes, names)
    else:
        placed = None
    if placed is None:
        placed = _in_rows(sheet, quotes)
        if _swapped(sheet, names):
            placed = [q if q.side is None else q._replace(side=1 - q.side) for q in placed]
        if not sheet.same_name:
            placed = _without_doubles(placed)
    return numbered(placed)


def _without_doubles(quotes: list[Quote]) -> list[Quote]:
    """Take the side from texts that their place alone gives to both tools: printed twice, not said twice.

    A few that stand side by side in one row were said of both.
    """
    sides: dict[str, set[int | None]] = {}
    for quote in quotes:
        sides.setdefault(fold(quote.text), set()).add(quote.side)
    doubles = {key for key, given in sides.items() if key and {0, 1} <= given}
    pairs = [fold(one.text) for one, other in pairwise(quotes) if one.side == 0 and fold(one.text) == fold(other.text)]
    if len(doubles) * 2 < len(sides) and sorted(pairs) == sorted(doubles):
        return quotes
    return [quote._replace(side=None) if fold(quote.text) in doubles else quote for quote in quotes]


def _swapped(sheet: Sheet, names: list[int]) -> bool:
    """Whether the second tool heads the first column."""
    return not sheet.same_name and [sheet.sides[i] for i in names[:2]] == [1, 0]


def _under_names(sheet: Sheet, quotes: list[Quote], names: list[int]) -> list[Quote] | None:
    """Sides by the name that stands above each quote. None where the names head columns: each run of names is both."""
    placed: list[Quote] = []
    columns = False
    heads = [bisect_left(names, quote.index) for quote in quotes]
    for at, quote in zip(heads, quotes, strict=True):
        if not at:
            return None
        above = sheet.sides[names[at - 1]]
        beside = at > 1 and names[at - 2] == names[at - 1] - 1 and sheet.sides[names[at - 2]] != above
        columns = columns or beside
        placed.append(quote._replace(side=above))
    if columns:
        return None
    return _row_by_row(sheet, placed, swapped=_swapped(sheet, names)) if len(set(heads)) == len(heads) else placed


def _row_by_row(sheet: Sheet, quotes: list[Quote], *, swapped: bool) -> list[Quote]:
    """Number rows of quotes that each stand under a name: the second tool's alone does not fill the next row."""
    rows = _rows(sheet, [sheet.blocks[quote.index].node for quote in quotes]) if sheet.tree.parents else []
    is_row = any(len(row) == 2 for _, row in rows) and len({sheet.tree.depths[node] for node, _ in rows}) == 1
    starts = {row[0] for _, row in rows} if is_row else set()
    numbered: list[Quote] = []
    slot, before = 0, 1
    for at, quote in enumerate(quotes):
        place = (quote.side or 0) ^ swapped
        slot += at in starts or place <= before
        before = place
        numbered.append(quote._replace(slot=slot))
    return numbered


def _under_same_name(quotes: list[Quote], names: list[int]) -> list[Quote] | None:
    """Sides by order where both tools bear one name: two groups, or a name above every quote in turn."""
    groups = [bisect_left(names, quote.index) for quote in quotes]
    runs = sorted(set(groups))
    if runs and runs[0] == 0:
        return None
    if len(runs) == 2:
        return [quote._replace(side=runs.index(group)) for quote, group in zip(quotes, groups, strict=True)]
    if len(runs) == len(quotes) and not len(quotes) % 2:
        return [quote._replace(side=at % 2) for at, quote in enumerate(quotes)]
    return None


def _in_rows(sheet: Sheet, quotes: list[Quote]) -> list[Quote]:
    """Sides by place: rows of two, the first for the first tool."""
    by_reviewer = _by_reviewer(quotes)
    if by_reviewer is not None:
        return by_reviewer
    by_cell = _by_cell(sheet, quotes) if sheet.tree.parents else None
    if by_cell is not None:
        return by_cell
    return _by_order(quotes)


def _by_order(quotes: list[Quote]) -> list[Quote]:
    """Sides in turn, where nobody contradicts; of a reviewer's two quotes side by side the first is the first tool's.

    What nobody says anything of keeps no side: an odd number of quotes, a row in which two reviewers speak.
    """
    if len(quotes) % 2 or _two_speak(quotes[::2], quotes[1::2]):
        return _pairs_of_reviewers(quotes)
    return [quote._replace(side=at % 2) for at, quote in enumerate(quotes)]


def _two_speak(first: Iterable[Quote], second: Iterable[Quote]) -> bool:
    """Whether a row has quotes of two reviewers: then it is no row."""
    pairs = (
        (reviewer_key(one.reviewer or ""), reviewer_key(other.reviewer or ""))
        for one, other in zip(first, second, strict=True)
    )
    return any(one != other for one, other in pairs if one and other)


def _pairs_of_reviewers(quotes: list[Quote]) -> list[Quote]:
    """Sides of the quotes that stand beside one of the same reviewer; the others are rows of their own."""
    speakers = [reviewer_key(quote.reviewer or "") for quote in quotes]
    most = max(Counter(speakers).values(), default=0)
    placed: list[Quote] = []
    slot = 0
    for at, quote in enumerate(quotes):
        is_second = bool(placed) and placed[-1].side == 0
        is_first = not is_second and speakers[at] and speakers[at : at + 2].count(speakers[at]) == 2
        slot += not is_second and bool(speakers[at])
        known = most == 2 and (is_first or is_second)
        placed.append(quote._replace(side=int(is_second), slot=slot) if known else quote._replace(slot=slot))
    return placed


def _by_reviewer(quotes: list[Quote]) -> list[Quote] | None:
    """Sides by who speaks: a reviewer's two quotes stand side by side, or all of one tool's before the other's."""
    speakers = [reviewer_key(quote.reviewer or "") for quote in quotes]
    half, odd = divmod(len(quotes), 2)
    if any(quote.text and not quote.reviewer for quote in quotes):
        return None
    if not odd and len(_speakers(speakers[::2], speakers[1::2])) == half:
        return [quote._replace(side=at % 2) for at, quote in enumerate(quotes)]
    if not odd and len(_speakers(speakers[:half], speakers[half:])) == half:
        return [quote._replace(side=int(at >= half)) for at, quote in enumerate(quotes)]
    cuts = _cuts(speakers)
    return [quote._replace(side=int(at >= cuts[0])) for at, quote in enumerate(quotes)] if len(cuts) == 1 else None


def _speakers(first: list[str], second: list[str]) -> set[str]:
    """Who speaks in every row; nobody where a row has two speakers."""
    pairs = [{one, other} - {""} for one, other in zip(first, second, strict=True)]
    return set().union(*pairs) if all(len(pair) == 1 for pair in pairs) else set()


def _cuts(speakers: list[str]) -> list[int]:
    """Where a list can be cut in two so that nobody speaks twice in either part.

    Nowhere where nobody speaks twice at all, or somebody twice in a row: that is a row, as likely.
    """
    is_row = any(one == other for one, other in pairwise(speakers))
    if "" in speakers or is_row or len(set(speakers)) == len(speakers):
        return []
    return [
        at
        for at in range(1, min(len(speakers), len(set(speakers)) + 1))
        if len(set(speakers[:at])) == at and len(set(speakers[at:])) == len(speakers) - at
    ]


def _by_cell(sheet: Sheet, quotes: list[Quote]) -> list[Quote] | None:
    """Sides by the cell each quote stands in; an empty cell keeps its place. None where the elements tell nothing."""
    nodes = [sheet.blocks[quote.index].node for quote in quotes]
    if nodes != sorted(nodes):
        return None
    columns = _in_columns(sheet, quotes, nodes) or _beside_empty_cells(sheet, quotes, nodes)
    if columns is not None:
        return columns
    rows = joined_rows(sheet, _rows(sheet, nodes)) if sheet.tree.breaks else _rows(sheet, nodes)
    if len(quotes) == 2 and len(rows) == 1:  # all there are: no other row tells the columns
        return _in_flat_list(sheet, quotes, nodes, sheet.tree.common(*nodes))
    n_in_rows = sum(len(row) for _, row in rows if len(row) == 2)
    if n_in_rows:
        is_nested = len({sheet.tree.depths[node] for node, _ in rows}) > 1  # never closed: each lies in the last
        if is_nested or (sheet.tree.breaks and ends_divs(sheet) and n_in_rows * 2 < len(quotes)):
            return None
        return _in_known_columns(sheet, quotes, nodes, rows)
    if len(rows) < len(quotes):
        return None
    parents = [sheet.tree.parents[node] for node, _ in rows]
    if len(set(parents)) == 1:
        return _in_flat_list(sheet, quotes, nodes, parents[0])
    return None


def _in_columns(sheet: Sheet, quotes: list[Quote], nodes: list[int]) -> list[Quote] | None:
    """Sides where two elements hold all quotes, and one of them three or more that stand in no rows."""
    tree = sheet.tree
    columns = [child for child in tree.children(tree.common(nodes[0], nodes[-1])) if sheet.count(child, nodes)]
    if len(columns) != 2:
        return None
    long = [column for column in columns if sheet.count(column, nodes) > 2]
    if not long or any(column in nodes for column in long):  # a quote's own element that was never closed
        return None
    if sheet.tree.breaks and sheet.count(columns[0], nodes) == 1:  # a second cell that was never closed
        return None
    if any(sheet.count(child, nodes) > 1 for column in long for child in tree.children(column)):
        return None
    return [quote._replace(side=int(node >= columns[1])) for quote, node in zip(quotes, nodes, strict=True)]


def _beside_empty_cells(sheet: Sheet, quotes: list[Quote], nodes: list[int]) -> list[Quote] | None:
    """Sides where every quote has a row of its own, the other cell of which is empty, or a dash."""
    tree = sheet.tree
    around = tree.common(nodes[0], nodes[-1])
    places: list[int] = []
    for node in nodes:
        row = tree.ancestor(node, tree.depths[around] + 1)
        place = _place_beside_empty(sheet, row, node) if row != node and sheet.count(row, nodes) == 1 else None
        if place is None:
            return None
        places.append(place)
    return [
        quote._replace(side=place, slot=at) for at, (quote, place) in enumerate(zip(quotes, places, strict=True), 1)
    ]


def _place_beside_empty(sheet: Sheet, row: int, node: int) -> int | None:
    """Place of a cell in a row of two of which the other holds nothing; a label may stand before them."""
    tree = sheet.tree
    cells = tree.children(row)[-2:]
    place = next((at for at, cell in enumerate(cells) if tree.holds(cell, node)), None)
    if place is None or len(cells) < 2 or not set.intersection(*(set(tree.tags_within(row, cell)) for cell in cells)):
        return None
    return None if sheet.count(cells[1 - place], sheet.worded) else place


def _rows(sheet: Sheet, nodes: list[int]) -> list[tuple[int, list[int]]]:
    """Group quotes by the largest element that holds no more than two of them."""
    rows: list[tuple[int, list[int]]] = []
    for at, node in enumerate(nodes):
        if rows and sheet.tree.holds(rows[-1][0], node):
            rows[-1][1].append(at)
            continue
        top = node
        while (parent := sheet.tree.parents[top]) >= 0 and sheet.count(parent, nodes) <= 2:
            top = parent
        rows.append((top, [at]))
    return rows


def _in_known_columns(
    sheet: Sheet, quotes: list[Quote], nodes: list[int], rows: list[tuple[int, list[int]]]
) -> list[Quote]:
    """Sides where some rows hold two quotes: the columns of those tell the side of a quote that is alone in its row."""
    sides: dict[int, int] = {}
    known: dict[tuple[int, int, str], int] = {}
    rows = _without_intruders(sheet, rows)
    for node, row in rows:
        if len(row) == 2:
            for side, at in enumerate(row):
                sides[at] = side
                known[_column(sheet, node, nodes, row, at)] = side
    known.pop(_NO_COLUMN, None)
    for node, row in rows:
        if len(row) == 1 and (side_of := known.get(_column(sheet, node, nodes, row, row[0]))) is not None:
            sides[row[0]] = side_of
    if [row for _, row in rows[:2]] == [[0], [1]] and 0 not in sides and 1 not in sides:
        sides |= {0: 0, 1: 1}  # a first row that was never closed, and holds the others
        rows = [(rows[0][0], [0, 1]), *rows[2:]]
    slots = {at: slot for slot, (_, row) in enumerate(rows, 1) for at in row}
    return [quote._replace(side=sides.get(at), slot=slots.get(at, 0)) for at, quote in enumerate(quotes)]


def _kind_of_row(sheet: Sheet, row: int) -> tuple[str, ...]:
    """Tags of the cells of a row."""
    return tuple(sheet.tree.tags_within(row, cell)[-1] for cell in sheet.tree.children(row))


def _without_intruders(sheet: Sheet, rows: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """Leave out a quote alone beside words as no row of two has any: what it stands in is no row."""
    full = [node for node, row in rows if len(row) == 2]
    if any(sheet.count(node, sheet.worded) > 2 for node in full):
        return rows
    kinds = {_kind_of_row(sheet, node) for node in full}
    return [
        (node, row)
        for node, row in rows
        if len(row) == 2 or sheet.count(node, sheet.worded) < 2 or _kind_of_row(sheet, node) in kinds
    ]


def _column(sheet: Sheet, node: int, nodes: list[int], row: list[int], at: int) -> tuple[int, int, str]:
    """Place of a quote's cell in its row, the number of cells, and what kind of cell it is."""
    while True:
        cells = sheet.tree.children(node)
        inside = [cell for cell in cells if all(sheet.tree.holds(cell, nodes[k]) for k in row)]
        if len(row) == 2 and inside or len(cells) == 1:
            node = (inside or cells)[0]
            continue
        place = next((k for k, cell in enumerate(cells) if sheet.tree.holds(cell, nodes[at])), None)
        return _NO_COLUMN if place is None else (place, len(cells), sheet.tree.elements[cells[place]].tag)


def _in_flat_list(sheet: Sheet, quotes: list[Quote], nodes: list[int], parent: int) -> list[Quote] | None:
    """Sides of quotes that follow each other in one list, two to a row; empty cells count where they hold a place."""
    tree = sheet.tree
    places: list[int | None] = []
    for child in tree.children(parent):
        at = bisect_left(nodes, child)
        if at < len(nodes) and tree.holds(child, nodes[at]):
            places.append(at)
        elif places and sheet.is_empty(child):
            places.append(None)
    if len(places) % 2 and places[-1] is None:
        places.pop()
    if not len(quotes) % 2 and _divide_rows(places):
        places = [place for place in places if place is not None]
    if len(places) % 2:
        return None
    if None not in places:
        return quotes if _has_empty_twin(sheet, parent) else by_breaks(sheet, quotes) or _by_order(quotes)
    position = {k: at for at, k in enumerate(places) if k is not None}
    return [quote._replace(side=position[at] % 2, slot=position[at] // 2 + 1) for at, quote in enumerate(quotes)]


def _has_empty_twin(sheet: Sheet, node: int) -> bool:
    """Whether an empty element of the same kind stands beside a list of quotes: the other column, or nothing at all."""
    tree = sheet.tree
    parent = tree.parents[node]
    if parent < 0 or any(tree.holds(node, sheet.blocks[index].node) for index in sheet.scorecards):
        return False
    around = tree.children(parent)
    at = around.index(node)
    beside = [tree.elements[around[k]] for k in (at - 1, at + 1) if 0 <= k < len(around)]
    empty = [twin for twin in beside if len(twin) == 0 and not (twin.text or "").strip()]
    return any(kind_of(twin) == kind_of(tree.elements[node]) for twin in empty)


def _divide_rows(places: list[int | None]) -> bool:
    """Whether every empty place stands after whole rows of two: then they are rules, not empty cells."""
    written = 0
    for place in places:
        if place is None and written % 2:
            return False
        written += place is not None
    return True


def numbered(quotes: list[Quote]) -> list[Quote]:
    """Number the quotes of each side in order, where their rows have not been counted."""
    counts = [0, 0]
    numbered: list[Quote] = []
    for quote in quotes:
        if quote.side is not None and not quote.slot:
            counts[quote.side] += 1
            quote = quote._replace(slot=counts[quote.side])
        numbered.append(quote)
    return numbered
