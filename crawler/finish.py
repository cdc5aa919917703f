"""How `crawl` and `extract` end: build the tables, say what came of it, and leave an exit status."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.archive import utc_now
from crawler.journal import FINISHED, Journal, PastCrawl
from crawler.plan import CrawlPlan
from crawler.report import print_build
from crawler.session import Session
from normalize.database import connect, select, stoppable
from normalize.dataset import Dataset
from normalize.tables import build


@dataclass
class Interruption:
    """Whether Ctrl-C came."""

    came: bool = False


def finish(dataset: Path, n_comparison_pages: Callable[[], int], sought: str, *, accept_drift: bool = False) -> int:
    """Build the dataset's tables and report; return the exit status. The pages are counted once that is done."""
    report = build(dataset, accept_drift=accept_drift)
    print_build(report)
    if report.is_vetoed:
        return 1
    found = n_comparison_pages()
    if not found:
        see = f'scrapy query{Dataset(dataset).option} "from pages"'
        print(f"comparisons: no comparison page was found at {sought}; see {see}", file=sys.stderr)
    return 0 if found else 1


def unbuilt_crawl(dataset: Dataset, plan: CrawlPlan, journal: Journal) -> PastCrawl | None:
    """The last crawl of a plan where it has finished and was killed before its tables were in place."""
    last = journal.last_crawl(plan.site, plan.archived_starts)
    if last is None or last.reason != FINISHED or dataset.veto.exists():
        return None
    if dataset.current_build() is None:
        return last
    return None if last.crawl_id in _built_crawls(dataset) else last


def _built_crawls(dataset: Dataset) -> list[str]:
    """Crawls that are in the build with their end. Of its other tables an older version may have made fewer."""
    try:
        crawls = pq.read_table(dataset.data / "crawls", columns=["crawl_id", "finish_reason"]).to_pylist()
    except (pa.ArrowInvalid, OSError):  # damaged since: the next build takes its place
        return []
    return [crawl["crawl_id"] for crawl in crawls if crawl["finish_reason"] == FINISHED]


def comparison_pages(dataset: Dataset, session: Session) -> int:
    """How many comparison pages this crawl has found in the tables: fetched, unchanged or still fresh.

    Those that were fetched under a clock that was ahead hide what this crawl has fetched, and count.
    """
    if dataset.current_build() is None:
        return 0
    with connect(dataset.root) as connection:
        pages = select(connection, "from pages where kind = 'comparison' and state = 'ok'").to_pylist()
    since = session.fresh_since or utc_now()
    return sum(page["crawl_id"] == session.crawl.crawl_id or page["fetched_at"] >= since for page in pages)


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
