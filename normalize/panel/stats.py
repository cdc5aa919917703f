"""Votes and entry of a card: labels, and the values that stand before them, behind them or in the row above."""

from typing import Final

from normalize.panel.card import Card, Span
from normalize.panel.sheet import Sheet
from normalize.panel.words import Stat, fits, label_key
from normalize.values.votes import VotePrint, is_badge, parse_entry, parse_vote

SHORTEST_DESCRIPTION: Final = 40  # characters
_LONGEST_VALUE: Final = 24  # characters
_LARGEST_TABLE: Final = 300  # elements; what is larger holds more than one card
_CELL: Final = 4  # blocks to either side of a label in which its own cell may reach


def read_stats(sheet: Sheet, span: Span, card: Card) -> tuple[set[int], int]:
    """Read votes and entry of a card; return the blocks they took, and how far from its label a value stands."""
    labels: dict[Stat, int] = {}
    for index in range(span.name + 1, span.end):
        if (labelled := sheet.stats.get(index)) and index not in sheet.noise:
            labels.setdefault(labelled.stat, index)
    bare = {stat: index for stat, index in labels.items() if sheet.stats[index].value is None}
    row = len(bare) if _is_run(sorted(bare.values())) else 1
    step = max((-1, 1, -row, row), key=lambda way: _agreement(sheet, span, bare, way))
    columns = _in_columns(sheet, span, bare) if row > 1 and sheet.tree.parents else None
    used = set(labels.values())
    for stat, index in labels.items():
        value = sheet.stats[index].value
        if value is None:
            at = columns[stat] if columns else _value(sheet, span, stat, index, step)
            value = "" if at is None else sheet.text(at)
            used |= set() if at is None else {at}
        _keep(card, stat, value)
    badge = next((i for i in range(span.name + 1, span.end) if is_badge(sheet.text(i)) and i not in sheet.noise), None)
    if badge is not None and card.panel is not None and card.panel.state == "voted":
        used.add(badge)
        if card.panel.label is None:
            card.panel = _with_label(card.panel, sheet.text(badge))
    return used, step


def _value(sheet: Sheet, span: Span, stat: Stat, label: int, step: int) -> int | None:
    """The block that holds a label's value."""
    at = _beside(sheet, span, stat, label, step)
    if at is None:
        at = _in_cell(sheet, span, stat, label)
    return _not_understood(sheet, span, stat, label, step) if at is None else at


def _in_columns(sheet: Sheet, span: Span, labels: dict[Stat, int]) -> dict[Stat, int | None] | None:
    """The values above or below a row of labels, each in the cell of its column, which may be blank; None elsewhere."""
    tree, nodes = sheet.tree, {stat: sheet.blocks[index].node for stat, index in labels.items()}
    row = tree.common(min(nodes.values()), max(nodes.values()))
    cells = tree.children(row) if tree.ends[row] - row < _LARGEST_TABLE else []
    places = [next((at for at, cell in enumerate(cells) if tree.holds(cell, node)), -1) for node in nodes.values()]
    if len(set(places)) < len(labels) or -1 in places:
        return None
    for beside in (_cells_beside(sheet, row, -1), _cells_beside(sheet, row, 1)):
        held = [sheet.within(beside[at], span.name + 1, span.end) for at in places] if len(beside) == len(cells) else []
        found = {stat: each[0] if each else None for stat, each in zip(labels, held, strict=False)}
        fitting = [at is None or fits(stat, sheet.text(at)) for stat, at in found.items()]
        if any(held) and all(fitting) and all(len(each) < 2 for each in held):
            return found
    return None


def _cells_beside(sheet: Sheet, row: int, step: int) -> list[int]:
    """Cells of the row before or after another."""
    tree = sheet.tree
    while tree.parents[row] >= 0 and tree.ends[tree.parents[row]] - tree.parents[row] < _LARGEST_TABLE:
        around = tree.children(tree.parents[row])
        at = around.index(row) + step
        if len(around) > 1:
            return tree.children(around[at]) if 0 <= at < len(around) else []
        row = tree.parents[row]
    return []


def _is_run(indices: list[int]) -> bool:
    """Whether labels stand one after the other: then their values do too, in a row of their own."""
    return len(indices) > 1 and indices[-1] - indices[0] == len(indices) - 1


def _agreement(sheet: Sheet, span: Span, labels: dict[Stat, int], step: int) -> tuple[int, int]:
    """How many labels have a value on this side, and how near by the elements around both."""
    pairs = [(index, _beside(sheet, span, stat, index, step)) for stat, index in labels.items()]
    found = [(index, value) for index, value in pairs if value is not None]
    tree, blocks = sheet.tree, sheet.blocks
    if not tree.parents:
        return len(found), 0
    return len(found), sum(tree.depths[tree.common(blocks[i].node, blocks[v].node)] for i, v in found)


def _with_label(vote: VotePrint, label: str) -> VotePrint:
    return VotePrint(vote.text, vote.state, vote.share, vote.ships, vote.skips, vote.total, label)


def _keep(card: Card, stat: Stat, value: str) -> None:
    card.found.add(stat)
    if stat == "entry":
        card.entry_text = value if parse_entry(value) else None
    elif stat == "panel":
        card.panel = parse_vote(value)
    else:
        card.community = parse_vote(value)


def _beside(sheet: Sheet, span: Span, stat: Stat, label: int, step: int) -> int | None:
    """The block `step` before (below 0) or after a label that can be its value; badges and adverts are passed over."""
    index = label + step
    while abs(step) == 1 and span.name < index < span.end and _passed_over(sheet, index):
        index += step
    if not span.name < index < span.end or index in sheet.stats:
        return None
    return index if fits(stat, sheet.text(index)) else None


def _passed_over(sheet: Sheet, index: int) -> bool:
    return index in sheet.noise or is_badge(sheet.text(index)) or label_key(sheet.text(index)) == "vs"


def _in_cell(sheet: Sheet, span: Span, stat: Stat, label: int) -> int | None:
    """The one block in a label's own cell that can be its value, words between the two aside."""
    cell = _cell_around(sheet, label)
    held = [i for i in range(max(span.name + 1, label - _CELL), min(span.end, label + _CELL)) if holds(sheet, cell, i)]
    fitting = [i for i in held if i != label and i not in sheet.noise and fits(stat, sheet.text(i))]
    return fitting[0] if cell is not None and len(fitting) == 1 else None


def _cell_around(sheet: Sheet, label: int) -> int | None:
    """The smallest element that holds a label and something else, but no other label and no name."""
    tree = sheet.tree
    if not tree.parents:
        return None
    node = sheet.blocks[label].node
    while sheet.count(node, sheet.written) < 2 and tree.parents[node] >= 0:
        node = tree.parents[node]
    is_own = sheet.count(node, sheet.stat_nodes) == 1 and not any(
        sheet.count(node, nodes) for nodes in sheet.name_nodes
    )
    return node if is_own else None


def _not_understood(sheet: Sheet, span: Span, stat: Stat, label: int, step: int) -> int | None:
    """The block where a label's value should stand, if it is plainly a value, though none that is understood."""
    index = label + step
    if abs(step) > 1 or not span.name < index < span.end or index in sheet.stats or index in sheet.noise:
        return None
    text = sheet.text(index)
    is_value = any(c.isdigit() or c == "%" for c in text) or text[-1] == "…" or not any(c.isalpha() for c in text)
    if (is_value and len(text) <= _LONGEST_VALUE) or _shares_cell(sheet, label, index):
        return index
    beyond = index + step  # a value behind words that are none
    is_beyond = span.name < beyond < span.end and beyond not in sheet.stats and fits(stat, sheet.text(beyond))
    return index if is_beyond else None


def _shares_cell(sheet: Sheet, label: int, index: int) -> bool:
    """Whether a label's own cell holds a text, which is no paragraph that an open cell ran into."""
    cell = _cell_around(sheet, label)
    return cell is not None and holds(sheet, cell, index) and len(sheet.text(index)) < SHORTEST_DESCRIPTION


def holds(sheet: Sheet, node: int | None, index: int) -> bool:
    """Whether a block lies inside a node; of no node nothing is known."""
    return node is None or sheet.tree.holds(node, sheet.blocks[index].node)
