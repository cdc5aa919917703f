"""Keeping to what a site asks for: its crawl delay, its "come back later", and no hosts but public ones."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from time import time
from typing import Any, Final, Self, cast

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.robotstxt import RobotParser
from scrapy.utils.asyncio import call_later
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.frontier import Frontier
from crawler.plan import is_private
from crawler.recording import is_page_request
from crawler.session import retried_statuses

_LONGEST_PAUSE_SECONDS: Final = 600.0  # a host that asks for more is left alone until the next crawl
_LONGEST_BACKOFF_SECONDS: Final = 120.0
_SHORTEST_BACKOFF_SECONDS: Final = 0.1
_LOOK_SECONDS: Final = 0.5  # between looks at whether the crawl ends
_BEGAN: Final = "download_latency"  # is noted by Scrapy once an answer has begun
_ASKS_FOR_PAUSE: Final = (429, 503)


class CrawlDelay:
    """Applies the `Crawl-delay` of robots.txt, which Scrapy only reads, to the host that asks for it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Slow down to what the host asks for, not below what the user has set."""
        delay = robotparser.crawl_delay(self._crawler.settings["USER_AGENT"]) or 0.0
        engine = self._crawler.engine
        if delay <= self._crawler.settings.getfloat("DOWNLOAD_DELAY") or engine is None:
            return
        if delay > _LONGEST_PAUSE_SECONDS:
            _frontier(self._crawler).stop_host(
                request.url, f"its robots.txt asks for {delay:.0f} seconds between pages"
            )
            return
        host = urlparse_cached(request).hostname or ""
        engine.downloader.per_slot_settings[host] = {"delay": delay, "jitter": 0.0, "concurrency": 1}
        if slot := engine.downloader.slots.get(host):
            slot.delay, slot.jitter, slot.concurrency = delay, 0.0, 1


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle, which never goes below the delay that a host asks for."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        downloader = self.crawler.engine.downloader
        asked_for = downloader.per_slot_settings.get(urlparse_cached(response).hostname or "", {})
        slot.delay = max(slot.delay, asked_for.get("delay", 0.0))


class BackoffMiddleware:
    """Lets a host rest that says so or that fails: for the time it asks for, else twice as long after each failure.

    A page that began and did not end in time is not asked for again: a server that trickles holds a crawl once.
    It must see answers before Scrapy's own retries do.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._first_seconds = max(_SHORTEST_BACKOFF_SECONDS, crawler.settings.getfloat("DOWNLOAD_DELAY"))
        self._retried = retried_statuses(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        """Forget when an earlier attempt began to be answered. While its host rests a page waits for its turn anew.

        A robots.txt, which has no turn, waits here, and is given up where that would be for long.
        """
        request.meta.pop(_BEGAN, None)
        if is_page_request(request):
            return request.copy() if _frontier(self._crawler).rest_seconds(request.url) else None
        while seconds := _frontier(self._crawler).rest_seconds(request.url):
            if seconds > _LONGEST_PAUSE_SECONDS or self._is_ending():
                raise IgnoreRequest(f"{urlparse_cached(request).netloc} is left alone")
            await _wait(min(seconds, _LOOK_SECONDS))
        return None

    def _is_ending(self) -> bool:
        slot = self._crawler.engine._slot if self._crawler.engine else None
        return slot is None or slot.closing is not None

    def process_response(self, request: Request, response: Response) -> Response:
        """Pause the host that asks for it."""
        if response.status not in self._retried or request.meta.get("dont_retry"):
            return response
        asked_for = retry_after(response) if response.status in _ASKS_FOR_PAUSE else None
        if asked_for is not None and asked_for > _LONGEST_PAUSE_SECONDS:
            reason = f"it asks to be left alone for {asked_for:.0f} seconds"
            _frontier(self._crawler).stop_host(request.url, reason)
        else:
            self._pause(request, asked_for)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Pause a host that cannot be reached."""
        if isinstance(exception, DownloadTimeoutError) and _BEGAN in request.meta:
            request.meta["dont_retry"] = True
        if not isinstance(exception, IgnoreRequest):
            self._pause(request, None)

    def _pause(self, request: Request, asked_for: float | None) -> None:
        backoff = self._first_seconds * 2 ** request.meta.get("retry_times", 0)
        seconds = min(backoff, _LONGEST_BACKOFF_SECONDS) if asked_for is None else asked_for
        _frontier(self._crawler).pause(request.url, seconds)


async def _wait(seconds: float) -> None:
    waited: Deferred[None] = Deferred()
    call_later(seconds, waited.callback, None)
    await maybe_deferred_to_future(waited)


def retry_after(response: Response) -> float | None:
    """Seconds until the time that an answer's `Retry-After` names; None where it names none."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal() and value.isascii():
        return float(value[:9])
    try:
        at = parsedate_to_datetime(value)
        return max(0.0, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - time())
    except (ValueError, OverflowError):
        return None


class PublicHostsMiddleware:
    """Refuses addresses of private machines, unless the user's own start URL is there."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse what is an address; names are looked at once they are resolved."""
        name = urlparse_cached(request).hostname or ""
        if is_private(name) and name not in _own_hosts(self._crawler):
            raise IgnoreRequest(f"refused: {name} is no public address")


class PublicResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does, and refuses those of private machines, unless the user named them."""

    _process: CrawlerProcess

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Called by Scrapy, with the process in place of a crawler: all of its crawls share the resolver."""
        resolver = super().from_crawler(crawler, reactor)
        resolver._process = cast(CrawlerProcess, crawler)
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        """Called by Twisted."""
        found = super().getHostByName(name, timeout)
        found.addCallback(self._public, name)
        return found

    def _public(self, address: str, name: str) -> str:
        if name == address or ip_address(address).is_global:  # addresses are refused before they come here
            return address
        if any(name in _own_hosts(crawler) for crawler in self._process.crawlers):
            return address
        raise DNSLookupError(f"refused: {name} is at {address}, which is no public address")


def _own_hosts(crawler: Crawler) -> set[str]:
    """Names of the hosts that the user named, and of the sample site's server."""
    named: set[str] = crawler.spider.own_hosts  # type: ignore[union-attr]
    return named


def _frontier(crawler: Crawler) -> Frontier:
    frontier: Frontier = crawler.spider.frontier  # type: ignore[union-attr]
    return frontier
