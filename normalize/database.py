"""All access to DuckDB: connections, SQL files, Arrow in and out."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from normalize.dataset import HOME, Dataset
from normalize.errors import UserError
from normalize.records import TABLES

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
    return open_build(build, dataset.sql("views"))


def open_build(build: Path, views: Iterable[Path]) -> Connection:
    """Return a connection to the tables in one build's folder, and the views over them."""
    connection = duckdb.connect(":memory:")
    for table in TABLES:
        files = str(build / table / "*.parquet").replace("'", "''")
        connection.execute(f"create view {table} as select * from read_parquet('{files}')")
    run_files(connection, views, "view")
    return connection


def run_files(connection: Connection, files: Iterable[Path], kind: str) -> None:
    """Create a view or temporary table from each SQL file, named after it; a number before its name is its turn.

    A file of statements (`create macro …`) is run as it stands. Files that need one another may come in any order of
    names as long as their numbers rise.
    """
    for path in files:
        sql = path.read_text(encoding="utf-8")
        name = path.stem.split("_", 1)[1] if path.stem[0].isdigit() else path.stem
        is_statement = "create or replace" in sql
        try:
            connection.execute(sql if is_statement else f"create {kind} {name} as\n{sql}")
        except SqlError as error:
            raise UserError(f"{path}: {str(error).splitlines()[0]}", "mend the file") from error


def select(connection: Connection, sql: str) -> pa.Table:
    """Run one query and return its whole result."""
    return connection.sql(sql).to_arrow_table()
