"""The one spider: downloads what the plan names and follows links; reading the pages is left to extraction."""

from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery import links
from crawler.plan import plan_crawl
from crawler.recording import ArchiveMiddleware, SampleSiteMiddleware
from normalize.urls import canonical, host


class ComparisonsSpider(Spider):
    """Crawls comparison sites into the archive.

    Arguments: `site`, whose rules to read pages by; `start`, one or more URLs to start at.
    Without any it crawls the sample site, which needs the server that the crawl command runs.
    """

    name = "comparisons"
    custom_settings = {"HTTPERROR_ALLOW_ALL": True}

    # `start` is an argument here and a method of every spider: it must not reach the parent's keyword arguments.
    def __init__(self, *args: Any, site: str | None = None, start: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = {"site": site, "start": start}
        self.plan = plan_crawl({name: value for name, value in given.items() if value is not None})
        self._hosts = set(self.plan.hosts)
        # Asked before Scrapy's own filter, which would cost a request for each of a page's many links.
        self._seen = {canonical(url) for url in self.plan.starts}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Add the middlewares the spider cannot do without, whatever others the user has set."""
        crawler.settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", SampleSiteMiddleware, 740)
        crawler.settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", ArchiveMiddleware, 1000)
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the start pages as the user wrote them."""
        for url in self.plan.starts:
            yield self._request(url, is_start=True)

    def parse(self, response: Response, is_start: bool = False) -> Iterator[Request]:
        """Follow the links of a page that was found."""
        if is_start:
            self._hosts.add(host(response.url))  # where a start page has moved to, the crawl moves too
        if not 200 <= response.status < 300 or host(response.url) not in self._hosts:
            return
        content_type = response.headers.get("Content-Type", b"") or b""
        for url in links(response.body, response.url, content_type.decode("latin-1"), self.plan.scope):
            if url not in self._seen:
                self._seen.add(url)
                yield self._request(url)

    def failed(self, failure: Failure) -> None:
        """Have it archived that a request failed for good."""
        archive = self.crawler.get_downloader_middleware(ArchiveMiddleware)
        if archive and failure.value:
            archive.failed(failure.request, failure.value)  # type: ignore[attr-defined]

    def _request(self, url: str, is_start: bool = False) -> Request:
        # Said of each request, because a page's own Referrer-Policy would win over the setting.
        meta = {"referrer_policy": self.settings["REFERRER_POLICY"]}
        return Request(url, self.parse, errback=self.failed, meta=meta, cb_kwargs={"is_start": is_start})
