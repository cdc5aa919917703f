"""Rows as text for people: aligned columns, readable values, nothing that would upset a terminal."""

import json
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from normalize.text import clean

_GAP: Final = "  "


def text_table(names: Sequence[str], rows: Sequence[Sequence[Any]], cell_width: int) -> list[str]:
    """Lines of a table with a header; cells are cut at `cell_width`, numbers stand to the right."""
    cells = [[_cut(cell_text(value), cell_width) for value in row] for row in rows]
    sides = "".join(">" if _is_numeric(row[place] for row in rows) else "<" for place in range(len(names)))
    header = [_cut(clean(name), cell_width) for name in names]
    widths = [max(map(width_of, column)) for column in zip(header, *cells, strict=True)]
    rule = ["-" * width for width in widths]
    return [_line(row, widths, sides) for row in (header, rule, *cells)]


def record_blocks(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """Lines of one block per row, a column a line: for rows too wide to stand side by side."""
    width = max(map(width_of, names), default=0)
    lines = []
    for number, row in enumerate(rows, 1):
        lines.append(f"-- {number} --")
        lines += [f"{_pad(name, width, '<')}{_GAP}{cell_text(value)}" for name, value in zip(names, row, strict=True)]
    return lines


def aligned(rows: Sequence[Sequence[str]], sides: str) -> list[str]:
    """Indented lines of cells, each column padded to its widest cell, to the left (<) or right (>)."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    return ["  " + _line(row, widths, sides) for row in rows]


def cell_text(value: Any) -> str:
    """A value as one line of text; null is empty."""
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case bool():
            return str(value).lower()
        case float():
            return f"{value:.6g}"
        case datetime():
            return value.isoformat(" ", "seconds")
        case list():
            return ", ".join(map(cell_text, value))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=cell_text)
        case _:
            return clean(str(value))


def _is_numeric(values: Any) -> bool:
    kinds = {type(value) for value in values} - {type(None)}
    return bool(kinds) and kinds <= {int, float, Decimal}


def _line(cells: Sequence[str], widths: Sequence[int], sides: str) -> str:
    return _GAP.join(_pad(*cell) for cell in zip(cells, widths, sides, strict=True)).rstrip()


def _pad(text: str, width: int, side: str) -> str:
    blanks = " " * (width - width_of(text))
    return text + blanks if side == "<" else blanks + text


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def width_of(text: str) -> int:
    """Columns that a terminal needs: two for wide characters, none for those that combine."""
    if text.isascii():
        return len(text)
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
