"""Downloader middlewares: one archives every exchange as it arrives, one leads to the sample site's server."""

import uuid
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from weakref import WeakSet

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers, Response

from crawler.archive import ArchiveWriter, CrawlInfo, Message
from crawler.plan import SAMPLE_SITE, CrawlPlan
from normalize import sites
from normalize.errors import UserError


class ArchiveMiddleware:
    """Archives every request that got an answer: robots.txt, redirects and errors too.

    It must be next to the downloader: only there the body is as the server sent it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._writer: ArchiveWriter | None = None
        self._answered: WeakSet[Request] = WeakSet()
        self._error: UserError | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_opened(self) -> None:
        """Begin the archive."""
        plan: CrawlPlan = self._crawler.spider.plan  # type: ignore[union-attr]
        info = CrawlInfo(uuid.uuid4().hex, _now(), plan.site, plan.hosts)
        self._writer = ArchiveWriter(Path(self._crawler.settings["DATASET_DIR"]) / "archive", info)

    def process_request(self, request: Request) -> None:
        """Send nothing more once an answer could not be archived: the crawl runs dry and ends."""
        if self._error:
            raise IgnoreRequest("the archive cannot be written")

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the exchange."""
        if not _is_redirect(response):  # whether a redirect comes to anything is not known yet
            self._answered.add(request)
        if self._writer and not self._error:
            try:
                self._writer.exchange(request.url, _now(), _asked(request), _answer(response))
            except UserError as error:
                self._error = error
        return response

    def failed(self, request: Request, error: BaseException) -> None:
        """Archive that a request failed for good; where its last attempt got an answer, the archive says so already."""
        if not self._writer or self._error or request in self._answered:
            return
        url = request.meta.get("redirect_urls", [request.url])[0]
        is_disallowed = isinstance(error, IgnoreRequest) and "robots.txt" in str(error)
        reason = str(error) or type(error).__name__
        try:
            self._writer.failure(url, _now(), "disallowed" if is_disallowed else "failed", reason)
        except UserError as broken:
            self._error = broken

    def spider_closed(self, reason: str) -> None:
        """Archive how the crawl ended."""
        if self._writer and not self._error:
            self._writer.finish(_now(), reason)

    def close(self) -> list[Path]:
        """Wait for the last record; return the files. Raises UserError when something could not be written."""
        if not self._writer:
            return []
        self._writer.close()
        if self._error:
            raise self._error
        return self._writer.paths


class SampleSiteMiddleware:
    """Leads requests for the sample site's host to its server, so that its URLs do not depend on a port."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._hosts = set(sites.by_name(SAMPLE_SITE).hosts)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        server = crawler.settings["SAMPLE_SERVER"]
        if not server:
            raise NotConfigured
        return cls(server)

    def process_request(self, request: Request) -> None:
        """Ask the server as a proxy is asked."""
        if urlsplit(request.url).hostname in self._hosts:
            request.meta["proxy"] = self._server


def _is_redirect(response: Response) -> bool:
    return 300 <= response.status < 400 and b"Location" in response.headers


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _asked(request: Request) -> Message:
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [(b"Host", parts.netloc.rpartition("@")[2].encode("ascii")), *_pairs(request.headers)]
    return Message(f"{request.method} {target} HTTP/1.1", headers, request.body)


def _answer(response: Response) -> Message:
    phrase = HTTPStatus(response.status).phrase if response.status in _STATUSES else "Unknown"
    return Message(
        f"{response.protocol or 'HTTP/1.1'} {response.status} {phrase}", _pairs(response.headers), response.body
    )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name in headers for value in headers.getlist(name)]


_STATUSES = {status.value for status in HTTPStatus}
