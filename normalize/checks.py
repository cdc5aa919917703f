"""Checks are SQL files that return offending rows: before a build takes its place, and whenever somebody asks."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from normalize.database import Connection, connect, select_file
from normalize.dataset import HOME, Dataset


@dataclass(frozen=True, slots=True)
class Violation:
    """A check that returned rows: its name, what it says it checks, and the rows."""

    check: str
    meaning: str
    rows: pa.Table


def run_checks(connection: Connection, dataset: Dataset) -> list[Violation]:
    """Run every check; return those that found offending rows."""
    results = ((path, select_file(connection, path)) for path in dataset.sql("checks"))
    return [Violation(path.stem, _meaning(path), rows) for path, rows in results if rows.num_rows]


def verify(folder: Path | str = HOME) -> list[Violation]:
    """Run the checks over the current build. Raises UserError where there is none."""
    with connect(folder) as connection:
        return run_checks(connection, Dataset(Path(folder).resolve()))


def _meaning(path: Path) -> str:
    """The comment that a check begins with."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return " ".join(line.removeprefix("--").strip() for line in lines[:end])
