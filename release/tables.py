"""Tables as Parquet files for the Hub: the same bytes for the same rows, much the same for much the same rows.

The Hub stores files in pieces that it finds by their content. Pages are cut by content as well, and no dictionary
stands before a column, so that a row that is added or changed alters the pages it stands in and no others.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.database import Connection, stream
from release.configs import ConfigPlan
from release.manifest import File

_ROW_GROUP_ROWS: Final = 122_880  # as many as DuckDB sorts at a time
# Bytes before compression: a changed row costs a page, and the Hub's pieces have 64 kB on average.
_CHUNKS: Final = {"min_chunk_size": 32 * 1024, "max_chunk_size": 64 * 1024, "norm_level": 0}


@dataclass(frozen=True, slots=True)
class WrittenConfig:
    """A table that was written: its rows, the bytes they take in memory as Arrow, and its file."""

    plan: ConfigPlan
    rows: int
    arrow_bytes: int
    file: File

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.plan.name

    @property
    def path(self) -> str:
        """Where it lies in the release."""
        return self.plan.path


def write_config(connection: Connection, plan: ConfigPlan, folder: Path) -> WrittenConfig:
    """Write a table to its place in the release, a row group at a time."""
    path = folder / plan.path
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        rows, arrow_bytes = _write(connection, plan, file)
        file.flush()
        os.fsync(file.fileno())
    return WrittenConfig(plan, rows, arrow_bytes, file_at(path))


def file_at(path: Path) -> File:
    """What the manifest says of a file on disk."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(bytes=path.stat().st_size, sha256=digest)


def _write(connection: Connection, plan: ConfigPlan, file: BinaryIO) -> tuple[int, int]:
    """Write the rows; return how many, and their bytes as Arrow. Without rows there is no row group."""
    rows = arrow_bytes = 0
    with pq.ParquetWriter(
        file,
        plan.schema,
        compression="zstd",
        use_dictionary=False,
        write_page_index=True,
        use_content_defined_chunking=_CHUNKS,
    ) as writer:
        for batch in stream(connection, plan.sql, _ROW_GROUP_ROWS):
            table = pa.Table.from_batches([batch]).cast(plan.schema)
            writer.write_table(table, _ROW_GROUP_ROWS)
            rows, arrow_bytes = rows + table.num_rows, arrow_bytes + table.nbytes
    return rows, arrow_bytes
