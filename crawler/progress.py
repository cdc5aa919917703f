"""Tells how a crawl goes: a panel on a terminal, else a plain line every ten seconds."""

import sys
from collections import deque
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final, Self, cast

from rich.console import Console
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from crawler.frontier import host_of
from crawler.recording import ArchiveMiddleware

if TYPE_CHECKING:
    from crawler.spiders.comparisons import ComparisonsSpider

_PANEL_SECONDS: Final = 0.5
_RATE_SECONDS: Final = 60.0  # over which the rate is taken


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How far a crawl is; times in seconds."""

    n_done: int
    n_queued: int
    n_unchanged: int
    n_failed: int
    per_second: float
    host: str
    delay: float
    n_bytes: int

    @property
    def seconds_left(self) -> float | None:
        """Time that what is queued now will take; None where the rate is not known."""
        return self.n_queued / self.per_second if self.per_second else None

    def line(self) -> str:
        """All of it in one line."""
        left = f", about {span(self.seconds_left)} left" if self.seconds_left is not None else ""
        where = f"; {self.host} every {self.delay:.1f} s" if self.host else ""
        return (
            f"{self.n_done:,} pages done, {self.n_queued:,} queued, {self.n_unchanged:,} unchanged, "
            f"{self.n_failed:,} failed; {self.per_second:.1f} a second{left}{where}; {size(self.n_bytes)} archived"
        )

    def panel(self) -> Panel:
        """All of it for a terminal."""
        table = Table.grid(padding=(0, 2))
        left = span(self.seconds_left) if self.seconds_left is not None else "–"
        table.add_row("pages done", f"[bold]{self.n_done:,}[/]", "queued", f"{self.n_queued:,}")
        table.add_row("unchanged", f"{self.n_unchanged:,}", "failed", f"{self.n_failed:,}")
        table.add_row("a second", f"{self.per_second:.1f}", "time left", left)
        table.add_row("host", self.host or "–", "delay", f"{self.delay:.1f} s")
        table.add_row("archived", size(self.n_bytes))
        hint = "Ctrl-C stops; the same command goes on"
        return Panel(table, title="comparisons", subtitle=hint, title_align="left", subtitle_align="left", expand=False)


class Progress:
    """Shows the snapshot of the moment."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._seconds = crawler.settings.getfloat("PROGRESS_SECONDS")
        self._live: Live | None = None
        self._seen: deque[tuple[float, int]] = deque()
        self._loop = create_looping_call(self._show)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to show."""
        console = Console(stderr=True)
        if console.is_terminal and not console.is_dumb_terminal:
            self._live = Live(console=console, auto_refresh=False, transient=True)
            self._live.start()
        self._loop.start(_PANEL_SECONDS if self._live else self._seconds, now=self._live is not None)

    def spider_closed(self) -> None:
        """Leave the terminal as it was."""
        if self._loop.running:
            self._loop.stop()
        if self._live:
            self._live.stop()

    def _show(self) -> None:
        snapshot = self._snapshot()
        if self._live:
            self._live.update(snapshot.panel(), refresh=True)
        else:
            print(f"comparisons: {snapshot.line()}", file=sys.stderr, flush=True)

    def _snapshot(self) -> Snapshot:
        spider = cast("ComparisonsSpider", self._crawler.spider)
        archive = self._crawler.get_downloader_middleware(ArchiveMiddleware)
        host, delay = self._pace()
        return Snapshot(
            n_done=spider.n_done,
            n_queued=spider.frontier.n_waiting,
            n_unchanged=archive.n_unchanged if archive else 0,
            n_failed=archive.n_failed if archive else 0,
            per_second=self._rate(spider.n_done),
            host=host,
            delay=delay,
            n_bytes=archive.n_bytes if archive else 0,
        )

    def _rate(self, n_done: int) -> float:
        now = monotonic()
        self._seen.append((now, n_done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _RATE_SECONDS:
            self._seen.popleft()
        since, before = self._seen[0]
        return (n_done - before) / (now - since) if now > since else 0.0

    def _pace(self) -> tuple[str, float]:
        """The host that was asked last, and the seconds between its pages."""
        engine = self._crawler.engine
        spider = cast("ComparisonsSpider", self._crawler.spider)
        if engine is None or not spider.last_url:
            return "", 0.0
        name = host_of(spider.last_url)
        slot = engine.downloader.slots.get(name.partition(":")[0])
        return name, slot.delay if slot else 0.0


def size(n_bytes: int) -> str:
    """Bytes as a person says them."""
    for unit in ("bytes", "kB", "MB"):
        if n_bytes < 1000:
            return f"{n_bytes:,.0f} {unit}" if unit == "bytes" else f"{n_bytes:,.1f} {unit}"
        n_bytes /= 1000  # type: ignore[assignment]
    return f"{n_bytes:,.1f} GB"


def span(seconds: float) -> str:
    """Seconds as a person says them."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
