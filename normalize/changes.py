"""How a build differs from the one before it, table by table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.database import Connection, select
from normalize.records import TABLES
from normalize.schemas import arrow_schema

# Changes in these are no news: they differ with every crawl.
_VOLATILE: Final = frozenset({"last_seen_at", "fetched_at", "crawl_id", "changed_at"})


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of a table, and how many differ from the build before; None where there is none that can be read."""

    table: str
    rows: int
    added: int | None
    removed: int | None
    changed: int | None


def table_changes(connection: Connection, before: Path | None) -> list[TableChange]:
    """Compare every table of the connection with the build in the folder `before`."""
    return [_change(connection, table, before) for table in TABLES]


def _change(connection: Connection, table: str, before: Path | None) -> TableChange:
    rows = select(connection, f"select count(*) as n from {table}")["n"][0].as_py()
    old = before / table / f"{table}.parquet" if before else None
    if old is None or not old.is_file():
        return TableChange(table, rows, None, None, None)
    names = arrow_schema(TABLES[table]).names
    try:
        kept = pq.read_table(old)
    except (pa.ArrowInvalid, OSError):  # damaged since; this build takes its place
        return TableChange(table, rows, None, None, None)
    connection.register("kept", kept)
    key, known = names[0], set(kept.column_names)
    compared = [f'n."{name}" is distinct from o."{name}"' for name in names if name in known - _VOLATILE]
    counts = select(
        connection,
        f"""
        select
            count(*) filter (where o."{key}" is null)::int as added,
            count(*) filter (where n."{key}" is null)::int as removed,
            count(*) filter (where n."{key}" = o."{key}" and ({" or ".join(compared)}))::int as changed
        from {table} n full join kept o on n."{key}" = o."{key}"
        """,
    ).to_pylist()[0]
    return TableChange(table, rows, **counts)
