"""Reads what a crawl archives while the crawl goes on, in a process that yields to all others.

What it has read is a draft of the records until the archive is complete. Where it fails or is killed, the archive is
read as if nobody had followed it.
"""

from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Final, Self

import pyarrow as pa

from crawler.archive_reader import read_archive, read_growing
from crawler.extraction import BATCH_RECORDS, LONG_FILE_BYTES, Batch, Origin, batches, input_name_of, records_name
from crawler.parallel import Workers
from crawler.record_files import RecordFile, Source

_LOOK_SECONDS: Final = 0.5
_NICENESS: Final = 5  # more, and whoever waits for it in the end would wait long on a busy machine


class Follower:
    """Follows the first archive file that a crawl begins; it is begun before the crawl, and ends with the block."""

    def __init__(self, dataset: Path) -> None:
        self._dataset = dataset
        self._older = set(self._archives())
        self._is_over = Event()
        self._is_given_up = Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="following")

    def __enter__(self) -> Self:
        self._reading = self._thread.submit(self._follow)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_given_up.set()
        self._is_over.set()
        self._thread.shutdown()

    def read_the_rest(self) -> None:
        """Wait until the file is read, now that it is complete. Raises UserError where records cannot be written."""
        self._is_over.set()
        try:
            self._reading.result()
        except BrokenProcessPool:  # a process was killed; the file was not read
            return

    def _archives(self) -> list[Path]:
        return sorted((self._dataset / "archive").glob("*.warc.gz"))

    def _follow(self) -> None:
        while not self._is_over.wait(_LOOK_SECONDS):
            begun = [file for file in self._archives() if file not in self._older]
            if begun and begun[0].stat().st_size >= LONG_FILE_BYTES:
                self._read(begun[0])
                return

    def _read(self, file: Path) -> None:
        input_name = input_name_of(file, self._dataset)
        with Workers(_NICENESS) as workers, RecordFile(self._dataset, records_name(file, input_name)) as target:
            for table, n_comparison_pages in self._tables(workers, file, Origin(input_name, None)):
                if self._is_given_up.is_set():
                    raise CancelledError
                target.add_table(table, n_comparison_pages)
            target.source = Source.of(file, None)

    def _tables(self, workers: Workers, file: Path, origin: Origin) -> Iterator[tuple[pa.Table, int]]:
        """Read batch after batch as they become complete, then the rest as any archive."""
        at = 0
        while not self._is_over.is_set():
            found = workers.submit(_next_batch, file, at, origin).result()
            if found is None:
                self._is_over.wait(_LOOK_SECONDS)
                continue
            table, n_comparison_pages, at, origin = found
            yield table, n_comparison_pages
        yield from workers.map_in_order(Batch.table, batches(read_archive(file, at), origin))


def _next_batch(file: Path, start: int, origin: Origin) -> tuple[pa.Table, int, int, Origin] | None:
    """Read the next batch, and say where the one after it begins; None where that has not been archived yet."""
    records = list(islice(read_growing(file, start), BATCH_RECORDS + 1))
    if len(records) <= BATCH_RECORDS:
        return None
    batch = next(batches(records, origin))
    return *batch.table(), records[len(batch.records)].at, batch.origin
