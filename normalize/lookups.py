"""Lists that people write, as CSV with a header: read line by line, each with the place where it stands."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from normalize.dataset import place
from normalize.errors import UserError

_INVISIBLE: Final = "\ufeff\u200b\u2060"


def read_lines(path: Path, header: list[str]) -> Iterator[tuple[list[str], str]]:
    """Yield the cells of every line that is not blank, trimmed, and where it stands (`file, line 3`).

    Raises UserError for a file that cannot be read, a missing header, and a line of another number of columns.
    """
    rows = csv.reader(io.StringIO(_text(path), newline=None), strict=True)
    has_header = False
    try:
        for row in rows:
            cells = [cell.strip().strip(_INVISIBLE).strip() for cell in row]
            if not any(cells):
                continue
            if has_header:
                yield _checked(cells, header, where := f"{place(path)}, line {rows.line_num}"), where
            elif [cell.casefold() for cell in cells] != header:
                break
            has_header = True
    except csv.Error as error:
        raise UserError(f"{place(path)}, line {rows.line_num}: {error}", "mend the line") from error
    if not has_header:
        line = max(rows.line_num, 1)
        raise UserError(f"{place(path)}, line {line}: the header is missing", f"begin with {','.join(header)}")


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(f"{place(path)}, line {line}: no UTF-8", "save the file as UTF-8") from error
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}", "check its permissions") from error


def _checked(cells: list[str], header: list[str], where: str) -> list[str]:
    if len(cells) != len(header):
        raise UserError(
            f"{where}: {len(cells)} columns instead of {len(header)}", "put a text that holds a comma in double quotes"
        )
    return cells
