"""Tables from records: SQL builds them, checks may veto them, and one rename puts them in place."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from normalize import identity
from normalize.database import Connection, open_build, run_files, select
from normalize.dataset import Dataset, sync_folder
from normalize.records import TABLES, Entry
from normalize.schemas import arrow_schema

# Changes in these are no news: they differ with every crawl.
_VOLATILE: Final = frozenset({"last_seen_at", "fetched_at", "crawl_id", "changed_at"})
_BUILD_ORDER: Final = ("pages", "comparisons", "tools", "quotes", "votes", "reviewers", "crawls")


@dataclass(frozen=True, slots=True)
class Violation:
    """A check that returned rows: its name, what it says it checks, and the rows."""

    check: str
    meaning: str
    rows: pa.Table


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of a table, and how they differ from the build before; None where there was none."""

    table: str
    rows: int
    added: int | None
    removed: int | None
    changed: int | None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, or why it was not put in place."""

    dataset: Path
    changes: list[TableChange]
    problems: dict[str, int]
    bytes_on_disk: int
    violations: list[Violation]

    def rows(self, table: str) -> int:
        """Rows of a table."""
        return next(change.rows for change in self.changes if change.table == table)


def build(folder: Path) -> BuildReport:
    """Build all tables of a dataset from its records and swap them in, unless a check returns rows."""
    dataset = Dataset(folder.resolve())
    dataset.open()
    target = dataset.new_build()
    try:
        _write_tables(dataset, target)
        connection = open_build(target, dataset.sql("views"))
        violations = run_checks(connection, dataset)
        report = BuildReport(
            dataset.root,
            _changes(connection, dataset),
            dict(select(connection, _PROBLEMS).to_pandas().itertuples(index=False)),
            sum(path.stat().st_size for path in target.rglob("*.parquet")),
            violations,
        )
        connection.close()
        if not violations:
            dataset.swap_in(target)
        return report
    finally:
        if dataset.current_build() != target:
            shutil.rmtree(target)


def verify(folder: Path) -> list[Violation]:
    """Run the checks over the current build. Raises UserError where there is none."""
    from normalize.database import connect

    return run_checks(connect(folder), Dataset(folder.resolve()))


def run_checks(connection: Connection, dataset: Dataset) -> list[Violation]:
    """Run every check; return those that found offending rows."""
    violations = []
    for path in dataset.sql("checks"):
        sql = path.read_text(encoding="utf-8")
        rows = select(connection, sql)
        if rows.num_rows:
            meaning = sql.splitlines()[0].removeprefix("--").strip()
            violations.append(Violation(path.stem, meaning, rows))
    return violations


_PROBLEMS: Final = "select field, count(*)::int as n from problems group by all order by n desc, field"


def _write_tables(dataset: Dataset, target: Path) -> None:
    import duckdb

    connection = duckdb.connect(":memory:")
    files = sorted(dataset.records.glob("*.parquet"))
    connection.register("no_entries", arrow_schema(Entry).empty_table())
    names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    source = f"read_parquet([{names}])" if files else "no_entries"
    connection.execute(f"create temp view entries as select * from {source}")
    run_files(connection, dataset.sql("staging"), "temp table")
    connection.register("vote_ids", _vote_ids(connection))
    sources = {path.stem: path for path in dataset.sql("tables")}
    for table in _BUILD_ORDER:
        run_files(connection, [sources[table]], "temp table")
        _write(connection, table, target / table)
    connection.close()
    sync_folder(target)


def _vote_ids(connection: Connection) -> pa.Table:
    """Ids of votes, which no SQL function computes."""
    keys = select(connection, "select distinct tool_id, body, ordinal from vote_changes")
    ids = [identity.vote_id(*row) for row in zip(*(column.to_pylist() for column in keys.columns), strict=True)]
    return keys.append_column("vote_id", pa.array(ids, pa.string()))


def _write(connection: Connection, table: str, folder: Path) -> None:
    """Write a table with its explicit schema, sorted by its first column, bytes the same for the same rows."""
    schema = arrow_schema(TABLES[table])
    columns = ", ".join(f'"{name}"' for name in schema.names)
    rows = select(connection, f'select {columns} from {table} order by "{schema.names[0]}"').cast(schema)
    folder.mkdir()
    path = folder / f"{table}.parquet"
    with path.open("wb") as file:
        pq.write_table(rows, file, compression="zstd", write_page_index=True, use_content_defined_chunking=True)
        file.flush()
    sync_folder(folder)


def _changes(connection: Connection, dataset: Dataset) -> list[TableChange]:
    before = dataset.current_build()
    return [_change(connection, table, before) for table in TABLES]


def _change(connection: Connection, table: str, before: Path | None) -> TableChange:
    rows = select(connection, f"select count(*) as n from {table}")["n"][0].as_py()
    old = before / table / f"{table}.parquet" if before else None
    if old is None or not old.is_file():
        return TableChange(table, rows, None, None, None)
    names = arrow_schema(TABLES[table]).names
    key = names[0]
    known = set(pq.read_schema(old).names)
    compared = [f'n."{name}" is distinct from o."{name}"' for name in names if name not in _VOLATILE and name in known]
    source = str(old).replace("'", "''")
    counts = select(
        connection,
        f"""select
            count(*) filter (where o."{key}" is null) as added,
            count(*) filter (where n."{key}" is null) as removed,
            count(*) filter (where o."{key}" = n."{key}" and ({" or ".join(compared)})) as changed
        from {table} n full join read_parquet('{source}') o on n."{key}" = o."{key}" """,
    ).to_pylist()[0]
    return TableChange(table, rows, counts["added"], counts["removed"], counts["changed"])
