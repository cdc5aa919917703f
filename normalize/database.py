"""All access to DuckDB: connections, SQL files, Arrow in and out."""

import atexit
import glob
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from normalize.dataset import HOME, Dataset
from normalize.errors import UserError
from normalize.footer import TAKEN_DOWN, read_note
from normalize.records import TABLES

_MEMORY: Final = "300MB"

Connection = duckdb.DuckDBPyConnection
SqlError = duckdb.Error


def connect(folder: Path | str = HOME) -> Connection:
    """Return a connection in which every table and view of a dataset is registered.

    It keeps reading the build that was current when it was opened. Raises UserError where there is no dataset.
    """
    dataset = Dataset(Path(folder).resolve())
    build = dataset.current_build()
    if build is None:
        raise UserError(
            f"there are no tables in {folder}",
            "run `scrapy crawl comparisons` first, or choose another folder with -s DATASET_DIR=<folder>",
        )
    return open_build(dataset, build, dataset.build_before(build))


@atexit.register
def _unload() -> None:
    """Drop what DuckDB's Python layer holds, before the interpreter does.

    After a crawl the interpreter takes modules apart in an order in which DuckDB's binding finds classes still in use,
    and complains of leaks on standard error.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("duckdb."):
            vars(module).clear()


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C be KeyboardInterrupt also during a query, where DuckDB makes another error of it."""
    try:
        yield
    except RuntimeError as error:
        if str(error) != "Query interrupted":
            raise
        raise KeyboardInterrupt from error


def empty_database(spill: Path | None = None) -> Connection:
    """Return a database in memory that fetches nothing from the network.

    Given a folder to spill to, it takes little memory however much is put into it; rows then come in any order.
    """
    config: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}
    if spill is not None:
        config |= {"memory_limit": _MEMORY, "temp_directory": str(spill), "preserve_insertion_order": "false"}
    return duckdb.connect(":memory:", config=config)


def open_build(dataset: Dataset, build: Path, before: Path | None) -> Connection:
    """Return a connection to the tables in one build's folder, and the dataset's views over them.

    The tables of the build before it are in the schema `before`: without rows where there is none that can be read.
    """
    remedy = f"run `scrapy build{dataset.option}` again"
    connection = empty_database()
    try:
        for table in TABLES:
            files = sorted((build / table).glob("*.parquet"))
            if not files:
                raise UserError(f"{build} has no table {table}", remedy)
            connection.execute(f"create view {table} as select * from {parquet_source(files)}")
        _add_before(connection, before, read_note(build, TAKEN_DOWN) or [])
        run_files(connection, dataset.sql("views"), "view")
    except SqlError as error:
        connection.close()
        raise UserError(f"cannot read {build}: {what_is_wrong(error)}", remedy) from error
    except UserError:
        connection.close()
        raise
    return connection


def _add_before(connection: Connection, before: Path | None, taken_down: list[str]) -> None:
    """Make the tables of the build before readable, but for what the later one has taken down."""
    connection.execute("create schema before")
    connection.execute("create table before.taken_down (id varchar)")
    connection.execute("insert into before.taken_down select unnest(?::varchar[])", [taken_down])
    try:
        for table in TABLES:
            _add_table_before(connection, table, sorted((before / table).glob("*.parquet")) if before else [])
    except SqlError:  # damaged since
        for table in TABLES:
            _add_table_before(connection, table, [])


def _add_table_before(connection: Connection, table: str, files: list[Path]) -> None:
    """An older build may lack the table or some of its columns: they are empty then."""
    rows = f"select * from main.{table} where false"
    if files:
        rows += f" union all by name select * from {parquet_source(files)}"
    ids = [name for name in TABLES[table].model_fields if name.endswith("_id")]
    is_kept = " and ".join(f"coalesce({name} not in (from before.taken_down), true)" for name in ids)
    connection.execute(f"create or replace view before.{table} as select * from ({rows}) where {is_kept}")


def parquet_source(files: Iterable[Path]) -> str:
    """SQL that reads Parquet files, whatever characters their names hold."""
    names = ("'" + glob.escape(str(path)).replace("'", "''") + "'" for path in files)
    return f"read_parquet([{', '.join(names)}])"


def run_files(connection: Connection, files: Iterable[Path], kind: str) -> None:
    """Create a view or temporary table from each SQL file, named after it.

    Files run in order of their names; a number before the name says which come first. A file of statements
    (`create macro …`) is run as it stands.
    """
    for path in files:
        sql = _sql(path)
        name = re.sub(r"^\d+_", "", path.stem)
        try:
            connection.execute(sql if "create or replace" in sql else f"create {kind} {name} as\n{sql}")
        except SqlError as error:
            raise _broken(path, error) from error


def select(connection: Connection, sql: str) -> pa.Table:
    """Run one query and return its whole result."""
    return connection.sql(sql).to_arrow_table()


def stream(connection: Connection, sql: str, batch_rows: int) -> pa.RecordBatchReader:
    """Run one query and return its result in batches of as many rows, each made when it is asked for."""
    return connection.sql(sql).to_arrow_reader(batch_rows)


def select_file(connection: Connection, path: Path) -> pa.Table:
    """Run the query in a file and return its whole result."""
    sql = _sql(path)
    try:
        if (rows := connection.sql(sql)) is not None:
            return rows.to_arrow_table()
    except SqlError as error:
        raise _broken(path, error) from error
    raise UserError(f"{path} holds no query", "mend the file")


def what_is_wrong(error: SqlError) -> str:
    """What DuckDB says is wrong, without its picture of the statement."""
    return " ".join(str(error).partition("\n\n")[0].split())


def _sql(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is no UTF-8", "mend the file") from error
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}", "check its permissions") from error


def _broken(path: Path, error: SqlError) -> UserError:
    return UserError(f"{path}: {what_is_wrong(error)}", "mend the file")
