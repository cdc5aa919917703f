"""Writes the records folder: each file appears whole or not at all, and memory does not grow with its length."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.dataset import sync_folder
from normalize.errors import UserError
from normalize.extract import readers
from normalize.records import Entry
from normalize.schemas import arrow_schema

SAVED_FILES: Final = "saved-files"
_N_COMPARISONS: Final = "n_comparison_pages"
_BATCH_ENTRIES: Final = 256
_UNCHANGED_STATUSES: Final = (*range(200, 206), 304)


@dataclass(frozen=True, slots=True)
class Source:
    """What a records file was made from: a file's content, read by the rules of a site or of none named."""

    digest: str
    site: str | None

    @classmethod
    def of(cls, file: Path, site: str | None) -> Self:
        """The source that a file is now. Raises OSError where it cannot be read."""
        with file.open("rb") as content:
            return cls(hashlib.file_digest(content, "blake2b").hexdigest(), site)

    @property
    def mark(self) -> dict[str, str]:
        """How the records file says so, and which readers read it."""
        return {"input_digest": self.digest, "site": self.site or "", "readers": readers()}


def comparison_pages_of(path: Path, source: Source) -> int | None:
    """How many comparison pages a records file holds; None where it is not, or no longer, what would be made anew."""
    footer = _footer(path)
    if footer is None or not footer.schema.to_arrow_schema().equals(arrow_schema(Entry)):
        return None
    known = _notes(footer)
    if any(known.get(key) != value for key, value in source.mark.items()):
        return None
    return int(known[_N_COMPARISONS])


def site_of(path: Path) -> str | None:
    """The site that was named when a records file was made; None where none was."""
    footer = _footer(path)
    return _notes(footer).get("site") or None if footer else None


def _footer(path: Path) -> pq.FileMetaData | None:
    try:
        return pq.read_metadata(path)
    except (pa.ArrowInvalid, OSError):
        return None


def _notes(footer: pq.FileMetaData) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in (footer.metadata or {}).items() if key != b"ARROW:schema"}


class RecordFile:
    """A records file being written; takes its place when the `with` block ends without an error."""

    def __init__(self, dataset: Path, name: str, source: Source | None = None) -> None:
        self.source = source  # of an archive that is still written it is known in the end
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
            self.add_table(*entries_table(batch))

    def add_table(self, table: pa.Table, n_comparison_pages: int = 0) -> None:
        """Write rows that have the schema of entries already."""
        self.n_comparison_pages += n_comparison_pages
        try:
            self._writer.write_table(table)
        except OSError as error:
            raise _unwritable(self.path.parent, error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if self.source:
                found = {_N_COMPARISONS: str(self.n_comparison_pages)}
                self._writer.add_key_value_metadata(self.source.mark | found)
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


def entries_table(entries: Iterable[Entry]) -> tuple[pa.Table, int]:
    """Return entries as a table, and how many of them are comparison pages."""
    batch = list(entries)
    rows = [entry.model_dump() for entry in batch]
    return pa.Table.from_pylist(rows, schema=arrow_schema(Entry)), sum(map(_is_comparison, batch))


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
    if entry.page is None or entry.page.kind != "comparison":
        return False
    return entry.page.state == "ok" or (entry.kind == "revisit" and entry.http_status in _UNCHANGED_STATUSES)


def _unwritable(folder: Path, error: OSError) -> UserError:
    return UserError(
        f"cannot write to {folder}: {error.strerror or error}",
        "free space or choose another folder with -s DATASET_DIR=<folder>",
    )
