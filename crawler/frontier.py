"""The scheduler: every address once, host by host, no more of them on their way than a host's pace allows.

What waits is kept as addresses, not as requests, so that memory grows with the set of seen addresses alone.
"""

import logging
from collections import deque
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final, Self, cast
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.utils.asyncio import call_later

from normalize.urls import canonical

if TYPE_CHECKING:
    from crawler.spiders.comparisons import ComparisonsSpider

# Says for which address a request was handed out: one to be repeated is for the same, a redirect is not.
_ASKED: Final = "asked"
_MOST_BLOCKED: Final = 5  # pages in a row, after which a host is left alone
_MOST_NESTED_INDEXES: Final = 100  # sitemap indexes that others name, of one host
_MOST_BARREN_SITEMAPS: Final = 1_000  # in a row

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that waits for its turn."""

    url: str
    depth: int
    is_start: bool = False
    n_barren: int = 0  # index pages in a row that led here without naming a page that is none
    n_indexes: int = 0  # sitemap indexes that led here: it is a sitemap where there are any
    is_unlinked: bool = False  # known from earlier crawls alone


@dataclass(slots=True)
class _Host:
    """What waits for one host, and what it has said of its load."""

    waiting: deque[Address | Request] = field(default_factory=deque)
    paused_until: float = 0.0  # on the monotonic clock
    n_taken: int = 0  # addresses, asked for in this crawl or waiting
    blocked_in_a_row: int = 0
    n_nested_indexes: int = 0
    barren_sitemaps_in_a_row: int = 0
    has_endless_sitemaps: bool = False
    stopped: str | None = None
    has_timer: bool = False
    is_full: bool = False  # has more addresses than one crawl takes


class Frontier(BaseScheduler):
    """Hands out addresses: those of the network by host, those that the archive answers in between."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most_pages = crawler.settings.getint("SITE_MAX_PAGES")
        self.seen: set[str] = set()
        self._aliased: set[str] = set()  # seen, because asked for in another form of the same address
        self._hosts: dict[str, _Host] = {}
        self._replays: deque[Address | Request] = deque()
        self._asks_unlinked = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Called by Scrapy."""
        self._spider = cast("ComparisonsSpider", spider)
        self._spider.frontier = self
        self._session = self._spider.session
        self._crawler.signals.connect(self._idle, signals.spider_idle)
        for url in self._session.own.visits:
            if not url.endswith("/robots.txt"):
                self._host(host_of(url)).n_taken += 1

    @property
    def n_waiting(self) -> int:
        """Addresses that will be asked for."""
        return sum(len(host.waiting) for host in self._hosts.values() if not host.stopped)

    @property
    def n_left(self) -> int:
        """Addresses that were not asked for, those of stopped hosts among them."""
        return sum(len(host.waiting) for host in self._hosts.values())

    @property
    def stopped_hosts(self) -> dict[str, str]:
        """Hosts that were left alone, and why."""
        return {name: host.stopped for name, host in self._hosts.items() if host.stopped}

    def has_pending_requests(self) -> bool:
        """Called by Scrapy."""
        return bool(self._replays or self.n_waiting)

    def _idle(self) -> None:
        """Turn to what nothing links any more. End a crawl that has left addresses alone by that name."""
        if not self._asks_unlinked:
            self._asks_unlinked = True
            for address in self._spider.unlinked():
                self._crawler.engine.crawl(self._spider.page_request(address))
            if self.has_pending_requests():
                raise DontCloseSpider
        if self.n_left:
            stopped = ", ".join(f"{name} ({reason})" for name, reason in self.stopped_hosts.items())
            raise CloseSpider(f"left alone: {stopped}")

    def enqueue_request(self, request: Request) -> bool:
        """Take a link, a redirect or a request to be repeated; False for one that is not to be asked for."""
        redirected_from = request.meta.get("redirect_urls", ())
        if request.meta.get(_ASKED) == request.url and request.url not in redirected_from:
            self._host(host_of(request.url)).waiting.appendleft(request)
            return True
        if redirected_from:
            if problem := self._refusal(request):
                self._spider.give_up(request, problem)
                return False
            request = self._to_known(request)
        url = request.url
        if url in self.seen and not (url in self._aliased and url in map(canonical, redirected_from)):
            return False
        if self._host(host_of(url)).has_endless_sitemaps and request.cb_kwargs.get("n_indexes"):
            return False
        is_answered = self._session.is_answered(url)
        if not (is_answered or self._may_take(host_of(url))):
            return False
        self._see(url, may_be_alias=bool(redirected_from) or bool(request.cb_kwargs.get("is_start")))
        if is_answered and self._session.has_failed(url):
            return False
        waits: Address | Request = request
        if not redirected_from:
            waits = Address(url, request.meta.get("depth", 0), **request.cb_kwargs)
        if is_answered:
            self._replay(waits)
        else:
            self._host(host_of(url)).waiting.append(waits)
        return True

    def next_request(self) -> Request | None:
        """Return what may be asked for now."""
        for name in list(self._hosts):
            if (found := self._hosts[name]).waiting and not found.stopped and self._is_ready(name):
                self._hosts[name] = self._hosts.pop(name)  # the others come first next time
                return self._request(found.waiting.popleft())
        return self._request(self._replays.popleft()) if self._replays else None

    def pause(self, url: str, seconds: float) -> None:
        """Ask a host for nothing for a while."""
        found = self._host(host_of(url))
        found.paused_until = max(found.paused_until, monotonic() + seconds)

    def rest_seconds(self, url: str) -> float:
        """How long a host is to be asked for nothing; without end where it is left alone."""
        found = self._host(host_of(url))
        return inf if found.stopped else max(0.0, found.paused_until - monotonic())

    def stop_host(self, url: str, reason: str) -> None:
        """Ask a host for nothing more."""
        name = host_of(url)
        found = self._host(name)
        if not found.stopped:
            found.stopped = reason
            _logger.warning("%s: stopped, %s", name, reason)  # what is left of it is told in the end

    def note_blocked(self, url: str, *, is_blocked: bool) -> None:
        """Count blocked pages in a row; the fifth stops the host."""
        found = self._host(host_of(url))
        found.blocked_in_a_row = found.blocked_in_a_row + 1 if is_blocked else 0
        if found.blocked_in_a_row >= _MOST_BLOCKED:
            self.stop_host(url, f"{_MOST_BLOCKED} blocked pages in a row")

    def may_follow_index(self, url: str, n_indexes: int) -> bool:
        """Whether the sitemaps that an index names are followed: the protocol knows no index below another."""
        if not n_indexes:
            return True
        found = self._host(host_of(url))
        found.n_nested_indexes += 1
        if found.n_nested_indexes == _MOST_NESTED_INDEXES + 1:
            count = f"more than {_MOST_NESTED_INDEXES} sitemap indexes below others"
            _logger.warning("%s: %s; what further ones name is left out", host_of(url), count)
        return found.n_nested_indexes <= _MOST_NESTED_INDEXES

    def note_sitemap(self, url: str, *, names_new: bool) -> None:
        """Count sitemaps in a row that name no new page; after a thousand no more are asked for."""
        found = self._host(host_of(url))
        found.barren_sitemaps_in_a_row = 0 if names_new else found.barren_sitemaps_in_a_row + 1
        if found.barren_sitemaps_in_a_row >= _MOST_BARREN_SITEMAPS and not found.has_endless_sitemaps:
            found.has_endless_sitemaps = True
            found.waiting = deque(each for each in found.waiting if not _is_sitemap(each))
            count = f"{_MOST_BARREN_SITEMAPS:,}"
            _logger.warning("%s: %s sitemaps in a row named no new page; the others are left out", host_of(url), count)

    def _see(self, url: str, *, may_be_alias: bool) -> None:
        """Note an address, and the canonical one that it may be another form of: whoever asks for one asks for both."""
        self.seen.add(url)
        self._aliased.discard(url)
        if may_be_alias and (address := canonical(url)) not in self.seen:
            self.seen.add(address)
            self._aliased.add(address)

    def _refusal(self, request: Request) -> str | None:
        """Why a redirect is not followed."""
        if request.url in request.meta["redirect_urls"]:
            return f"redirect in a circle, to {request.url}"
        if not self._spider.may_move_to(request):
            return f"redirect to another host, {request.url}"
        return None

    def _to_known(self, request: Request) -> Request:
        """Lead a redirect to the canonical address where the crawl has that: what differs may but track.

        Not where the redirect itself comes from there, as one that adds a slash does.
        """
        address = canonical(request.url)
        if address in map(canonical, request.meta["redirect_urls"]):
            return request
        is_known = address in self.seen or self._session.is_answered(address)
        return request.replace(url=address) if is_known else request

    def _may_take(self, name: str) -> bool:
        """Whether one more address of a host is taken; says so once where it has more than one crawl takes."""
        found = self._host(name)
        if found.n_taken >= self._most_pages > 0 and not found.is_full:
            found.is_full = True
            more = f"-s SITE_MAX_PAGES={self._most_pages * 10} takes more"
            _logger.warning("%s: has more than %d pages; the others are left out, %s", name, self._most_pages, more)
        if found.is_full:
            return False
        found.n_taken += 1
        return True

    def _wake(self, name: str) -> None:
        """Have the engine ask again once a host may be asked."""
        found = self._host(name)
        found.has_timer = False
        if found.waiting and not found.stopped and self._crawler.engine and self._crawler.engine.running:
            self._crawler.engine.crawl(self._request(found.waiting.popleft()))

    def _replay(self, waits: Address | Request) -> None:
        """An index leads to addresses that the archive may not know: it comes before other pages."""
        if self._spider.is_index(waits.url):
            self._replays.appendleft(waits)
        else:
            self._replays.append(waits)

    def _is_ready(self, name: str) -> bool:
        """Whether a host may be asked now: what is handed out sooner would have to be waited for when a crawl stops."""
        engine = self._crawler.engine
        found = self._host(name)
        if engine is None or (found.blocked_in_a_row and self._is_under_way(name)):
            return False
        active = sum(host_of(request.url) == name for request in engine.downloader.active)
        slot = engine.downloader.slots.get(urlsplit(f"//{name}").hostname or "")
        if slot is None:  # nothing was asked yet: first robots.txt
            return not active and found.paused_until <= monotonic()
        if active - len(slot.transferring) >= (1 if slot.delay else slot.concurrency):
            return False
        wait = max(found.paused_until, slot.lastseen + slot.delay if slot.delay else 0.0) - monotonic()
        if wait > 0 and not found.has_timer:
            found.has_timer = True
            call_later(wait, self._wake, name)
        return wait <= 0

    def _is_under_way(self, name: str) -> bool:
        """Whether an answer of a host is awaited, or not looked at yet: after a blocked page one is asked at a time."""
        slot = self._crawler.engine._slot if self._crawler.engine else None
        return slot is not None and any(host_of(request.url) == name for request in slot.inprogress)

    def _request(self, waits: Address | Request) -> Request:
        request = waits if isinstance(waits, Request) else self._spider.page_request(waits)
        request.meta[_ASKED] = request.url
        if attempts := self._session.attempts(request.url):
            request.meta.setdefault("retry_times", attempts)
        return request

    def _host(self, name: str) -> _Host:
        return self._hosts.setdefault(name, _Host())


def _is_sitemap(waits: Address | Request) -> bool:
    return isinstance(waits, Address) and waits.n_indexes > 0


def host_of(url: str) -> str:
    """Host of an http address; cheaper than `urls.host`, which takes whatever a page may hold."""
    return url.split("/", 3)[2].rpartition("@")[2].lower()
