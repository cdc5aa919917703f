"""Writes the records folder: each file appears whole or not at all, and memory does not grow with its length."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.dataset import sync_folder
from normalize.errors import UserError
from normalize.records import Entry
from normalize.schemas import arrow_schema

SAVED_FILES: Final = "saved-files"
_BATCH_ENTRIES: Final = 256


class RecordFile:
    """A records file being written; takes its place when the `with` block ends without an error."""

    def __init__(self, dataset: Path, name: str) -> None:
        self.path = dataset / "records" / f"{name}.parquet"
        self.n_comparison_pages = 0
        self._draft = self.path.with_name(f".{name}.{os.getpid()}.draft")
        self._schema = arrow_schema(Entry)

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._draft.open("wb")
        except OSError as error:
            raise _unwritable(self.path.parent, error) from error
        self._writer = pq.ParquetWriter(self._file, self._schema, compression="zstd")
        return self

    def add(self, entries: Iterable[Entry]) -> None:
        """Write entries, a batch at a time."""
        for batch in _batches(entries):
            self.n_comparison_pages += sum(_is_comparison(entry) for entry in batch)
            self.add_table(pa.Table.from_pylist([entry.model_dump() for entry in batch], schema=self._schema))

    def add_table(self, table: pa.Table) -> None:
        """Write rows that have the schema of entries already."""
        try:
            self._writer.write_table(table)
        except OSError as error:
            raise _unwritable(self.path.parent, error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._writer.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if kind is None:
                os.replace(self._draft, self.path)
                sync_folder(self.path.parent)
        except OSError as failure:
            raise _unwritable(self.path.parent, failure) from failure
        finally:
            self._file.close()
            self._draft.unlink(missing_ok=True)


def replace_inputs(dataset: Path, inputs: set[str], entries: Iterable[Entry]) -> RecordFile:
    """Write the records of saved files: those of `inputs` anew, those of other files as they were."""
    with RecordFile(dataset, SAVED_FILES) as target:
        if target.path.exists():
            for table in _other_rows(target.path, inputs):
                target.add_table(table)
        target.add(entries)
    return target


def _other_rows(path: Path, inputs: set[str]) -> Iterator[pa.Table]:
    remedy = "remove it and extract the saved pages again"
    try:
        content = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise UserError(f"{path} is no Parquet file", remedy) from error
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror or error}", "check its permissions") from error
    with content as file:
        if not file.schema_arrow.equals(arrow_schema(Entry)):
            raise UserError(f"{path} holds no records, or another version's", remedy)
        for batch in file.iter_batches(_BATCH_ENTRIES):
            table = pa.Table.from_batches([batch])
            is_old = pc.is_in(table["input"], value_set=pa.array(sorted(inputs), pa.string()))
            yield table.filter(pc.invert(is_old)).cast(arrow_schema(Entry))


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == _BATCH_ENTRIES:
            yield batch
            batch = []
    if batch:
        yield batch


def _is_comparison(entry: Entry) -> bool:
    return entry.page is not None and entry.page.kind == "comparison" and entry.page.state == "ok"


def _unwritable(folder: Path, error: OSError) -> UserError:
    return UserError(
        f"cannot write to {folder}: {error.strerror or error}",
        "free space or choose another folder with -s DATASET_DIR=<folder>",
    )
