"""How `crawl` and `extract` end: build the tables, say what came of it, and leave an exit status."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from crawler.report import print_build
from normalize.database import stoppable
from normalize.dataset import Dataset
from normalize.tables import build


@dataclass
class Interruption:
    """Whether Ctrl-C came."""

    came: bool = False


def finish(dataset: Path, n_comparison_pages: int, sought: str, *, accept_drift: bool = False) -> int:
    """Build the dataset's tables and report; return the exit status."""
    report = build(dataset, accept_drift=accept_drift)
    print_build(report)
    if not n_comparison_pages:
        see = f'scrapy query{Dataset(dataset).option} "from pages"'
        print(f"comparisons: no comparison page was found at {sought}; see {see}", file=sys.stderr)
    return 0 if n_comparison_pages and not report.is_vetoed else 1


@contextmanager
def writing(dataset: Dataset) -> Iterator[None]:
    """Hold the dataset for writing; when Ctrl-C ends the block, say what was changed until then."""
    with dataset.lock():
        tables, records = dataset.current_build(), _written(dataset)
        try:
            with stoppable():
                yield
        except KeyboardInterrupt:
            if dataset.current_build() != tables:
                changed = "the tables were built"
            elif written := len(_written(dataset) - records):
                changed = f"records files written: {written}; scrapy build{dataset.option} makes tables of them"
            else:
                changed = "nothing was changed"
            print(f"comparisons: stopped; {changed}", file=sys.stderr)
            raise


def _written(dataset: Dataset) -> set[tuple[str, int]]:
    """The records files; one that is written anew is another."""
    return {(path.name, path.stat().st_ino) for path in dataset.records.glob("*.parquet")}


@contextmanager
def uninterrupted(came_before: bool = False) -> Iterator[Interruption]:
    """Let the first Ctrl-C wait until the block is done; the second raises KeyboardInterrupt.

    A termination signal ends the process again, which the crawl's own handlers prevent.
    """
    interruption = Interruption(came_before)

    def note(signum: int, frame: FrameType | None) -> None:
        if interruption.came:
            raise KeyboardInterrupt
        interruption.came = True
        print("comparisons: building the tables, then stopping; Ctrl-C again stops now", file=sys.stderr)

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    previous = signal.signal(signal.SIGINT, note)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, previous)
