"""How `crawl` and `extract` end: build the tables, say what came of it, and leave an exit status."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from crawler.report import print_build
from normalize.tables import build


@dataclass
class Interruption:
    """Whether Ctrl-C came."""

    came: bool = False


def finish(dataset: Path, n_comparison_pages: int, sought: str) -> int:
    """Build the dataset's tables and report; return the exit status."""
    report = build(dataset)
    print_build(report)
    if not n_comparison_pages:
        print(f'comparisons: no comparison page was found at {sought}; see scrapy query "from pages"', file=sys.stderr)
    return 0 if n_comparison_pages and not report.violations else 1


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
