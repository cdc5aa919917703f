"""Tables from records: SQL builds them, checks and drift may veto them, and one rename puts them in place."""

import os
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from normalize import identity, takedown
from normalize.changes import TableChange, table_changes
from normalize.checks import Violation, run_checks
from normalize.database import Connection, empty_database, open_build, parquet_source, run_files, select
from normalize.dataset import Dataset, place, sync_folder
from normalize.drift import Drift, find_drift, measure
from normalize.errors import UserError
from normalize.footer import GIVEN, NOTED_IN, TAKEN_DOWN, packed
from normalize.products.wishes import read_wishes
from normalize.records import TABLES, Entry
from normalize.schemas import arrow_schema
from normalize.takedown import read_takedowns

# A table may read those before it: what is counted in two tables is counted once.
_BUILD_ORDER: Final = tuple(TABLES)
_PROBLEMS: Final = "select field, count(*)::int as n from problems group by all order by n desc, field"
_UNREAD: Final = """
    select state, url, coalesce(problems[1], '') as reason from pages
    where state not in ('ok', 'not_comparison') or (state = 'not_comparison' and kind = 'comparison')
    order by state, url
"""


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that gave no records, and why."""

    state: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What people have written in lookups and nothing bears: names, and where they stand."""

    takedowns: list[tuple[str, str]]
    products: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, or why it was not put in place."""

    dataset: Path
    changes: list[TableChange]
    problems: dict[str, int]
    unread: list[UnreadPage]
    bytes_on_disk: int
    violations: list[Violation]
    drifts: list[Drift]
    accepts_drift: bool
    unmatched: Unmatched

    @property
    def is_vetoed(self) -> bool:
        """Whether a check, or drift that nobody has accepted, kept the build from taking its place."""
        return bool(self.violations) or bool(self.drifts) and not self.accepts_drift

    def rows(self, table: str) -> int:
        """Rows of a table."""
        return next(change.rows for change in self.changes if change.table == table)


def build(folder: Path, *, accept_drift: bool = False) -> BuildReport:
    """Build all tables of a dataset from its records and swap them in, unless a check returns rows or a site drifts.

    Whoever calls it holds the dataset's lock. Raises UserError for records and lookups that cannot be read, SQL that
    cannot be run, and a folder that cannot be written to.
    """
    dataset = Dataset(folder.resolve())
    dataset.open()
    try:
        return _build(dataset, dataset.new_build(), accept_drift)
    except OSError as error:
        raise UserError(
            f"cannot write to {dataset.root}: {error.strerror or error}",
            "free space or choose another folder with -s DATASET_DIR=<folder>",
        ) from error


def _build(dataset: Dataset, target: Path, accept_drift: bool) -> BuildReport:
    try:
        dataset.veto.unlink(missing_ok=True)
        unmatched = _write_tables(dataset, target)
        report = _report(dataset, target, accept_drift, unmatched)
        if report.is_vetoed:
            dataset.veto.touch()
        else:
            dataset.swap_in(target)
        return report
    finally:
        if dataset.current_build() != target:
            shutil.rmtree(target, ignore_errors=True)


def _write_tables(dataset: Dataset, target: Path) -> Unmatched:
    """Make the tables without what was taken down; return the lines of lookups that name nothing."""
    # Every command imports this module; what compares and finds names takes its time, and only a build needs it.
    from normalize.mentions.stage import add_mentions
    from normalize.predictions.stage import add_predictions
    from normalize.products.stage import add_products

    read_from_quotes = {"mentions": add_mentions, "predictions": add_predictions}
    takedowns, wishes = read_takedowns(dataset), read_wishes(dataset)
    with dataset.spill() as spill, empty_database(spill) as connection:
        _read_entries(connection, dataset)
        connection.create_function("vote_id", identity.vote_id)  # which no SQL function computes
        takedown.register(connection, takedowns)
        run_files(connection, dataset.sql("staging"), "temp table")
        unmatched_products = add_products(connection, wishes)
        sources = {path.stem: path for path in dataset.sql("tables")}
        for table in _BUILD_ORDER:
            if table in read_from_quotes:
                read_from_quotes[table](connection)
            run_files(connection, [sources[table]], "temp table")
        notes = {GIVEN: measure(connection), TAKEN_DOWN: takedown.ids_gone(connection) if takedowns else []}
        for table in _BUILD_ORDER:
            _write(connection, table, target / table, packed(notes) if table == NOTED_IN else {})
        sync_folder(target)
        return Unmatched(takedown.unmatched(connection) if takedowns else [], unmatched_products)


def _read_entries(connection: Connection, dataset: Dataset) -> None:
    """Make the records readable as `recorded`, with the types they have also where there are none."""
    files = sorted(dataset.records.glob("*.parquet"))
    expected = arrow_schema(Entry)
    for path in files:
        if not _schema_of(path).equals(expected):
            again = f"scrapy extract {shlex.quote(place(dataset.archive))}{dataset.option}"
            remedy = f"remove it and read its pages again, those of the archive with `{again}`"
            raise UserError(f"{path} holds no records, or another version's", remedy)
    if files:
        connection.execute(f"create temp view recorded as select * from {parquet_source(files)}")
    else:
        connection.register("recorded", expected.empty_table())


def _schema_of(path: Path) -> pa.Schema:
    try:
        return pq.read_schema(path)
    except pa.ArrowInvalid as error:
        raise UserError(f"{path} is no Parquet file", "remove it and run `scrapy extract` again") from error
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror or error}", "check its permissions") from error


def _write(connection: Connection, table: str, folder: Path, notes: dict[str, str]) -> None:
    """Write a table with its explicit schema, sorted by its first column, bytes the same for the same rows."""
    schema = arrow_schema(TABLES[table])
    columns = ", ".join(f'"{name}"' for name in schema.names)
    rows = select(connection, f'select {columns} from {table} order by "{schema.names[0]}"').cast(schema)
    folder.mkdir()
    with (folder / f"{table}.parquet").open("wb") as file:
        with pq.ParquetWriter(
            file, schema, compression="zstd", write_page_index=True, use_content_defined_chunking=True
        ) as writer:
            writer.write_table(rows)
            writer.add_key_value_metadata(notes)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)


def _report(dataset: Dataset, target: Path, accept_drift: bool, unmatched: Unmatched) -> BuildReport:
    before = dataset.current_build()
    with open_build(dataset, target, before) as connection:
        return BuildReport(
            dataset.root,
            table_changes(connection, before),
            {row["field"]: row["n"] for row in select(connection, _PROBLEMS).to_pylist()},
            [UnreadPage(**row) for row in select(connection, _UNREAD).to_pylist()],
            sum(path.stat().st_size for path in target.rglob("*.parquet")),
            run_checks(connection, dataset),
            find_drift(connection, target, before),
            accept_drift,
            unmatched,
        )
