"""The one spider: downloads what the plan names and follows links; reading the pages is left to extraction."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery import LARGEST_SITEMAP_BYTES, Links, is_sitemap_name, links
from crawler.extraction import BLOCKED_STATUSES
from crawler.frontier import Address, Frontier
from crawler.plan import is_private, plan_crawl
from crawler.politeness import BackoffMiddleware, PublicHostsMiddleware
from crawler.recording import ArchiveMiddleware, ReplayMiddleware, SampleSiteMiddleware
from crawler.robots import RobotsBeginningMiddleware, RobotsMiddleware
from crawler.session import Session
from normalize.extract import read
from normalize.states import challenge_in
from normalize.urls import host

_MOST_BARREN: Final = 20  # index pages in a row that name no page at all: a calendar, as likely
_MOST_FAMILIAR: Final = 1_000  # index pages in a row that name no new one, as where a sitemap has named them all
# Where each stands among Scrapy's own: replays come before robots.txt, the archive next to the downloader.
_MIDDLEWARES: Final = (
    (ReplayMiddleware, 50),
    (PublicHostsMiddleware, 60),
    (RobotsTxtMiddleware, None),
    (RobotsMiddleware, 100),
    (BackoffMiddleware, 560),
    (SampleSiteMiddleware, 740),
    (RobotsBeginningMiddleware, 760),
    (ArchiveMiddleware, 1000),
)


class ComparisonsSpider(Spider):
    """Crawls comparison sites into the archive.

    Arguments: `site`, whose rules to read pages by; `start`, one or more URLs to start at; `max_age`, how old a page
    may be that is not asked for again; `render`, "auto" for pages that need a browser. Without any it crawls the
    sample site, which needs the server that the crawl command runs. `session` is how this run follows from earlier
    ones; without it the archive is read for it.
    """

    name = "comparisons"
    custom_settings = {"HTTPERROR_ALLOW_ALL": True, "SCHEDULER": "crawler.frontier.Frontier"}
    middlewares: tuple[tuple[type, int | None], ...] = _MIDDLEWARES
    session: Session
    frontier: Frontier  # once the crawl runs

    # `start` is an argument here and a method of every spider: it must not reach the parent's keyword arguments.
    def __init__(
        self,
        *args: Any,
        site: str | None = None,
        start: str | None = None,
        max_age: str | None = None,
        render: str | None = None,
        session: Session | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        given = {"site": site, "start": start, "max_age": max_age, "render": render}
        self.plan = plan_crawl({name: value for name, value in given.items() if value is not None})
        self.n_done = 0
        self.last_url = ""
        self._has_begun = False
        self._hosts = set(self.plan.hosts)
        self.own_hosts = {urlsplit(url).hostname or "" for url in self.plan.starts}
        if session:
            self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Add the middlewares the spider cannot do without, whatever others the user has set."""
        for middleware, position in cls.middlewares:
            crawler.settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", middleware, position)
        spider = super().from_crawler(crawler, *args, **kwargs)
        if not hasattr(spider, "session"):
            archive = Path(crawler.settings["DATASET_DIR"]) / "archive"
            spider.session = Session.read(spider.plan, archive, crawler.settings)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the start pages as the user wrote them."""
        for url in self.plan.starts:
            yield self.page_request(Address(url, 0, is_start=True))

    def parse(
        self,
        response: Response,
        is_start: bool = False,
        n_barren: int = 0,
        n_indexes: int = 0,
        is_unlinked: bool = False,
    ) -> Iterator[Request]:
        """Follow the links of a page that was found."""
        self.n_done += 1
        self.last_url = response.url
        if is_start:
            self._hosts.add(host(response.url))  # where a start page has moved to, the crawl moves too
            self._has_begun |= 200 <= response.status < 300
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        found = Links()
        if 200 <= response.status < 300 and host(response.url) in self._hosts:
            found = links(response.body, response.url, content_type, self.plan.scope)
        if response.request is not None and not response.meta.get("is_replay"):
            self.frontier.note_blocked(response.url, is_blocked=not found.urls and _is_blocked(response, content_type))
        if self.plan.renders and self._needs_rendering(response, content_type):
            yield self._rendering(response)
        new = [url for url in found.urls if url not in self.frontier.seen and not is_unlinked]
        new.sort(key=self.session.is_answered)  # what must be fetched comes before what the archive answers
        if found.source == "page":
            followed = self._linked(response, found.urls, new, n_barren)
        else:
            followed = self._mapped(response, found, new, n_indexes)
        yield from map(self.page_request, followed)

    def _linked(self, page: Response, found: list[str], new: list[str], n_barren: int) -> Iterator[Address]:
        """Where a page leads: an index that names nothing new to no further one."""
        if self.is_index(page.url):
            n_barren = 0 if not all(map(self.is_index, new)) else n_barren + 1
            most_barren = _MOST_BARREN if all(map(self.is_index, found)) else _MOST_FAMILIAR
        else:
            n_barren, most_barren = 0, _MOST_BARREN
        for url in new:
            if n_barren <= most_barren or not self.is_index(url):
                yield Address(url, page.meta.get("depth", 0), n_barren=n_barren)

    def _mapped(self, sitemap: Response, found: Links, new: list[str], n_indexes: int) -> Iterator[Address]:
        """Where a sitemap leads."""
        if not found.is_whole:
            self.logger.warning(
                "%s: a sitemap of more than %d bytes, or truncated; read in part", sitemap.url, LARGEST_SITEMAP_BYTES
            )
        is_index = found.source == "sitemap index"
        self.frontier.note_sitemap(sitemap.url, names_new=bool(new) and not is_index)
        if not is_index or self.frontier.may_follow_index(sitemap.url, n_indexes):
            for url in new:
                yield Address(url, sitemap.meta.get("depth", 0), n_indexes=n_indexes + 1 if is_index else 0)

    def unlinked(self) -> Iterator[Address]:
        """Pages that were found from the same start before and were not this time: they may be gone.

        None where the start pages could not be had or links were left out, for then nothing says what is linked.
        """
        deepest = self.settings.getint("DEPTH_LIMIT")
        was_cut = 0 < deepest <= self.crawler.stats.get_value("request_depth_max", 0)
        if self._has_begun and not was_cut:
            for url in self.session.unreached(self.frontier.seen):
                if host(url) in self._hosts:
                    yield Address(url, 0, is_unlinked=True)

    def _needs_rendering(self, response: Response, content_type: str) -> bool:
        if not 200 <= response.status < 300 or response.meta.get("playwright"):
            return False
        site = self.plan.scope.site_name(response.url)
        return read(response.body, url=response.url, content_type=content_type, site=site).state == "needs_rendering"

    def _rendering(self, response: Response) -> Request:
        """Return the request for a page's rendered form, which a crawl that goes on may have in its archive."""
        from crawler.rendering import rendering_meta

        assert response.request is not None
        meta = response.request.meta | rendering_meta(self.settings["USER_AGENT"])
        meta = {name: value for name, value in meta.items() if not name.startswith(("redirect_", "download_", "is_"))}
        return response.request.replace(meta=meta, errback=self.not_rendered)

    def not_rendered(self, failure: Failure) -> None:
        """Say that a page could not be rendered; it stays as its server sent it."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self.logger.warning("%s could not be rendered: %s", request.url, failure.getErrorMessage().splitlines()[0])

    def is_index(self, url: str) -> bool:
        """Whether the site's rules call an address an index."""
        return self.plan.scope.rules(url).kind_of(url) == "index"

    def may_move_to(self, request: Request) -> bool:
        """Whether a redirect may be followed: on the hosts of the crawl, and from a start page to a public host."""
        if host(request.url) in self._hosts:
            return True
        return bool(request.cb_kwargs.get("is_start")) and not is_private(urlsplit(request.url).hostname or "")

    def failed(self, failure: Failure) -> None:
        """Have it archived that a request failed for good."""
        self.n_done += 1
        archive = self.crawler.get_downloader_middleware(ArchiveMiddleware)
        if archive and failure.value:
            archive.failed(failure.request, failure.value)  # type: ignore[attr-defined]

    def give_up(self, request: Request, reason: str) -> None:
        """Have it archived that a request comes to nothing."""
        archive = self.crawler.get_downloader_middleware(ArchiveMiddleware)
        if archive:
            archive.give_up(request, reason)

    def page_request(self, address: Address) -> Request:
        """Return the request for an address."""
        # Said of each request, because a page's own Referrer-Policy would win over the setting.
        meta = {"referrer_policy": self.settings["REFERRER_POLICY"], "depth": address.depth}
        if address.n_indexes or is_sitemap_name(address.url):
            meta["download_maxsize"] = LARGEST_SITEMAP_BYTES
        passed_on = {
            "is_start": address.is_start,
            "n_barren": address.n_barren,
            "n_indexes": address.n_indexes,
            "is_unlinked": address.is_unlinked,
        }
        return Request(address.url, self.parse, errback=self.failed, meta=meta, cb_kwargs=passed_on)


def _is_blocked(response: Response, content_type: str) -> bool:
    return response.status in BLOCKED_STATUSES or challenge_in(response.body, content_type) is not None
