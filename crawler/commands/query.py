"""SQL over all tables and views, for people (table) and for programs (csv, json)."""

import argparse
import csv
import json
import math
import shutil
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from crawler.command import ProjectCommand, is_text
from crawler.text_table import record_blocks, text_table
from normalize.database import Connection, SqlError, connect, what_is_wrong
from normalize.dataset import Dataset
from normalize.errors import UserError

_BATCH_ROWS: Final = 1000
_CELL_WIDTH: Final = 60


class Command(ProjectCommand):
    """The `query` command."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Shown by --help."""
        return '"SQL" [--format table|csv|json]'

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Run SQL over all tables and views"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Run DuckDB's SQL over all tables and views. "
            'Example: scrapy query "select name, panel_share from tools_now order by panel_share" --format csv'
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the choice of format."""
        super().add_options(parser)
        parser.add_argument("--format", choices=_WRITERS, default="table", help="how to print rows (default: table)")

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the one query and print its rows."""
        if len(args) != 1:
            raise UserError(f"query takes one text of SQL, not {len(args)}", 'quote it: scrapy query "from tools"')
        if not is_text(args[0]):
            raise UserError("the SQL is no UTF-8", "mend the SQL")
        with connect(self.dataset_dir()) as connection:
            try:
                names = _execute(connection, args[0])
                _WRITERS[opts.format](names, _rows(connection))
            except SqlError as error:
                wrong = what_is_wrong(error)
                is_damaged = "Failed to read file" in wrong
                again = f"run `scrapy build{Dataset(self.dataset_dir()).option}` again"
                raise UserError(wrong, again if is_damaged else "mend the SQL") from error


def _execute(connection: Connection, sql: str) -> list[str]:
    """Run the SQL; return the names of the columns, told apart where two are the same."""
    if not connection.extract_statements(sql):
        raise UserError("the SQL is empty", 'try scrapy query "from tools"')
    names: list[str] = []
    for name, *_ in connection.execute(sql).description or []:
        same = sum(name == other.rpartition("_")[0] or name == other for other in names)
        names.append(f"{name}_{same}" if name in names else name)
    return names


def _rows(connection: Connection) -> Iterator[tuple[Any, ...]]:
    while rows := connection.fetchmany(_BATCH_ROWS):
        yield from rows


def _write_table(names: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    found = list(rows)
    lines = text_table(names, found, _CELL_WIDTH)
    if sys.stdout.isatty() and len(lines[0]) > shutil.get_terminal_size().columns:
        lines = record_blocks(names, found)
    print("\n".join(lines))


def _write_csv(names: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_csv_value(value) for value in row] for row in rows)


def _write_json(names: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    separator = "[\n"
    for row in rows:
        values = dict(zip(names, map(_json_value, row), strict=True))
        print(separator + json.dumps(values, ensure_ascii=False), end="")
        separator = ",\n"
    print("[]" if separator == "[\n" else "\n]")


def _csv_value(value: Any) -> Any:
    value = _json_value(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, bool)) else value


def _json_value(value: Any) -> Any:
    """The value as JSON has it: times in ISO 8601; what JSON has no number for is null."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return float(value) if math.isfinite(value) else None
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [_json_value(item) for item in value]
        case dict():
            return {str(key): _json_value(item) for key, item in value.items()}
        case _:
            return str(value)


_WRITERS: Final = {"table": _write_table, "csv": _write_csv, "json": _write_json}
