"""The cells of a row by column, where some span several columns or rows."""

from typing import Final

from normalize.generic.outline import Outline
from normalize.page import Element

_MOST_CELLS: Final = 2_000
MOST_COLUMNS: Final = 16


def cells_of(outline: Outline, node: int, spans: dict[int, tuple[int, int]]) -> list[int]:
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
    return max(1, min(int(value), MOST_COLUMNS)) if value.isdecimal() and len(value) < 4 else 1
