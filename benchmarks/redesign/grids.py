"""Tables made grids of divs, and grids of divs made tables."""

import re
from random import Random
from typing import Final

from markup import PHRASES, TABLE_PARTS, Element, has_own_text, names_in, seen, text_of

_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_SPAN: Final = re.compile(r"span|/\s*-1|full|section|group")
_LEAST_ROWS: Final = 3
_MOST_COLUMNS: Final = 6


def tables_to_grids(root: Element, rng: Random, names: list[str]) -> None:
    """Every table whose cells span nothing or a whole row, as a grid of rows or, as others write it, of cells alone."""
    for table in [e for e in seen(root) if e.tag == "table"]:
        if table.getroottree().getroot() is root and _is_regular(table):
            _as_grid(table, flat=rng.random() < 0.5)


def _is_regular(table: Element) -> bool:
    cells = list(table.iter("td", "th"))
    is_nested = next(table.iterdescendants("table"), None) is not None
    width = max((len(row) for row in table.iter("tr")), default=0)
    spans = [(int(c.get("colspan") or 1), int(c.get("rowspan") or 1), len(c.getparent())) for c in cells]
    return (
        bool(cells)
        and not is_nested
        and all(rows == 1 and (columns == 1 or columns >= width and alone == 1) for columns, rows, alone in spans)
    )


def _as_grid(table: Element, flat: bool) -> None:
    width = max(len(row) for row in table.iter("tr"))
    for element in list(table.iter()):
        if element.tag in ("td", "th"):
            if element.get("colspan"):
                element.set("style", "grid-column: 1 / -1")
            _become(element, "div", "cell")
        elif element.tag == "caption":
            _become(element, "p", "caption")
        elif element.tag in ("colgroup", "col"):
            element.getparent().remove(element)
        elif element.tag == "tr":
            _become(element, "div", "row")
        elif element.tag in _GROUPS:
            _become(element, "div", "rows")
    _become(table, "div", "grid")
    if flat and all(len(row) in (1, width) for row in table.iter("div") if row.get("class") == "row"):
        table.set("style", f"grid-template-columns: repeat({width}, 1fr)")
        for element in [e for e in table.iter("div") if e.get("class") in ("row", "rows")][::-1]:
            _unwrap(element)


def _become(element: Element, tag: str, name: str) -> None:
    element.tag = tag
    for key in ("colspan", "rowspan", "scope", "align", "valign", "width", "border", "cellpadding", "cellspacing"):
        element.attrib.pop(key, None)
    element.set("class", name)


def _unwrap(element: Element) -> None:
    """Put the children of an element, which holds no text of its own, in its place."""
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at + 1, child)
    parent.remove(element)


def grids_to_tables(root: Element, rng: Random, names: list[str]) -> None:
    """Every grid of divs whose first row names the tools, as a table."""
    for element in seen(root):
        if element.getroottree().getroot() is not root or element.tag in TABLE_PARTS | PHRASES:
            continue
        if rows := _rows(element, names) or _chunks(element, names):
            _as_table(element, rows)


def _rows(element: Element, names: list[str]) -> list[list[Element]]:
    """The cells of rows that are elements: as many in each, of which some row names the tools side by side."""
    children = _children(element)
    rows = [_children(child) for child in children]
    width = len(rows[0]) if rows else 0
    if len(rows) < _LEAST_ROWS or not 2 <= width <= _MOST_COLUMNS or has_own_text(element):
        return []
    if any(len(row) != width or has_own_text(child) for row, child in zip(rows, children, strict=True)):
        return []
    return rows if _is_head(rows[0], names) else []


def _chunks(element: Element, names: list[str]) -> list[list[Element]]:
    """The cells of a grid without rows: the names stand in the last of the first few."""
    cells = _children(element)
    if has_own_text(element) or len({cell.tag for cell in cells}) > 1 or any(map(_spans, cells)):
        return []
    for width in range(2, _MOST_COLUMNS + 1):
        if len(cells) % width == 0 and len(cells) // width >= _LEAST_ROWS and _is_head(cells[:width], names):
            return [cells[at : at + width] for at in range(0, len(cells), width)]
    return []


def _spans(cell: Element) -> bool:
    """Whether a cell says that it is wider than its column."""
    return bool(_SPAN.search(f"{cell.get('class')} {cell.get('style')}"))


def _is_head(cells: list[Element], names: list[str]) -> bool:
    """Whether each cell but the first names one tool, and each another."""
    said = [names_in(text_of(cell), names) for cell in cells]
    told = [each[0] for each in said[1:] if len(each) == 1]
    return len(said[0]) == 0 and len(told) == len(said) - 1 == len(set(told)) and len(told) > 1


def _as_table(element: Element, rows: list[list[Element]]) -> None:
    for child in list(element):
        element.remove(child)
    for attribute in ("role", "style"):
        element.attrib.pop(attribute, None)
    element.tag, element.text = "table", None
    for cells in rows:
        row = element.makeelement("tr")
        for cell in cells:
            holder = row.makeelement("td")
            cell.tail = None
            cell.attrib.pop("role", None)
            holder.append(cell)
            row.append(holder)
        element.append(row)


def _children(element: Element) -> list[Element]:
    return [child for child in element if isinstance(child.tag, str)]
