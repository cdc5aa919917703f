"""Downloader middlewares: what the archive answers, what goes into it, and the way to the sample site's server."""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Final, ParamSpec, Self, TypeVar
from urllib.parse import urldefrag, urlsplit
from weakref import WeakKeyDictionary, WeakSet

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.extensions.closespider import CloseSpider as CloseSpiderExtension
from scrapy.http import Headers, Response, TextResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.threads import deferToThread

from crawler.archive import ArchiveWriter, Message, Original, utc_now
from crawler.journal import ARCHIVED, Journal, is_whole
from crawler.plan import SAMPLE_SITE
from crawler.reasons import plain_reason
from crawler.session import Session
from normalize import sites
from normalize.errors import UserError

_logger = logging.getLogger(__name__)
_ANSWER_ID: Final = "answer_id"  # of the record of what was answered, for what is made of it
_CONDITIONS: Final = ("If-None-Match", "If-Modified-Since")
_CREDENTIALS: Final = re.compile(rb"(\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?//)[^/?#\s]*@")
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


class ReplayMiddleware:
    """Answers from the archive what this crawl has asked for before, or what is fresh enough."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """Return the archived answer; what it says is final."""
        session = _session(self._crawler)
        if not is_page_request(request) and not session.is_recent(request.url):
            return None
        answer = session.rendered(request.url) if request.meta.get("playwright") else session.answer(request.url)
        if answer is not None:
            request.meta.update({"dont_retry": True, "is_replay": True, _ANSWER_ID: None})
        return answer


class CloseSpider(CloseSpiderExtension):
    """Scrapy's limits on a run, which count what is fetched: what the archive answers was counted when it was."""

    def page_count(self, response: Response, request: Request, spider: Spider) -> None:
        """Called by Scrapy for each answer."""
        if not request.meta.get("is_replay"):
            super().page_count(response, request, spider)


class ArchiveMiddleware:
    """Archives every request that got an answer: robots.txt, redirects and errors too.

    It must be next to the downloader: only there the body is as the server sent it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.n_unchanged = 0
        self.n_fetched = 0
        self.n_failed = 0
        self._crawler = crawler
        self._writer: ArchiveWriter | None = None
        self._answered: WeakSet[Request] = WeakSet()
        self._known: WeakKeyDictionary[Request, Response] = WeakKeyDictionary()  # asked whether it has changed
        self._error: UserError | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_opened(self) -> None:
        """Begin the archive, or the next file of a crawl that goes on."""
        session = _session(self._crawler)
        folder = Path(self._crawler.settings["DATASET_DIR"]) / "archive"
        most_bytes = self._crawler.settings.getint("ARCHIVE_FILE_MAX_BYTES")
        self._writer = ArchiveWriter(folder, session.crawl, most_bytes, session.first_file)

    @property
    def n_bytes(self) -> int:
        """Bytes archived so far."""
        return self._writer.n_bytes if self._writer else 0

    async def process_request(self, request: Request) -> None:
        """Ask whether what is known has changed. Send nothing once an answer could not be archived: the crawl ends."""
        if self._error:
            raise IgnoreRequest("the archive cannot be written")
        if not request.meta.get("playwright"):
            await self._ask_for_changes(request)

    async def _ask_for_changes(self, request: Request) -> None:
        for name in _CONDITIONS:  # a redirect brings those of the page that it leads away from
            request.headers.pop(name, None)
        journal = _session(self._crawler).journal
        body = journal.bodies.get(request.url)
        if body is None or not (body.etag or body.last_modified):
            return
        known = await _on_thread(_whole, journal, request.url)
        if known is None:  # "not modified" would say nothing
            return
        self._known[request] = known
        if body.etag:
            request.headers["If-None-Match"] = body.etag
        if body.last_modified:
            request.headers["If-Modified-Since"] = body.last_modified

    async def process_response(self, request: Request, response: Response) -> Response:
        """Archive the exchange; where the answer is as it was, pass the archived one on."""
        if ARCHIVED in response.flags:
            return response
        response = _without_credentials(response)
        if request.meta.get("playwright"):
            self._archive_rendered(request, response)
            return response
        if not _is_redirect(response):  # whether a redirect comes to anything is not known yet
            self._answered.add(request)
        known = self._known.pop(request, None)
        original = await self._unchanged_since(request, response, known)
        if self._writer and not self._error:
            self.n_fetched += 1
            self.n_unchanged += original is not None and is_page_request(request)
            try:
                request.meta[_ANSWER_ID] = self._writer.exchange(
                    request.url,
                    utc_now(),
                    _asked(request),
                    _answer(response),
                    original,
                    is_robots=not is_page_request(request) and "redirect_urls" in request.meta,
                )
            except UserError as error:
                self._error = error
        return known if response.status == 304 and known else response

    async def _unchanged_since(self, request: Request, response: Response, known: Response | None) -> Original | None:
        session = _session(self._crawler)
        if session.journal.body(request.url, response.status) is None:
            return None
        if response.status == 304 and known is None:
            return None
        return await _on_thread(session.unchanged_since, request.url, response, known)

    def _archive_rendered(self, request: Request, response: Response) -> None:
        if urldefrag(response.url).url != urldefrag(request.url).url:
            _logger.warning(
                "%s leads on to %s in a browser, which is not archived as its content", request.url, response.url
            )
            return
        if self._writer and not self._error and isinstance(response, TextResponse):
            session = _session(self._crawler)
            page = response.text.encode("utf-8", "replace")
            answer_id = request.meta.get(_ANSWER_ID) or session.answer_id(request.url)
            original = session.rendered_before(request.url, page)
            try:
                self._writer.rendered(request.url, utc_now(), page, answer_id, original)
            except UserError as error:
                self._error = error

    def failed(self, request: Request, error: BaseException) -> None:
        """Archive that a request failed for good; where its last attempt got an answer, the archive says so already."""
        if request in self._answered:
            return
        is_disallowed = isinstance(error, IgnoreRequest) and "robots.txt" in str(error)
        self.give_up(request, plain_reason(error), is_disallowed=is_disallowed)

    def give_up(self, request: Request, reason: str, *, is_disallowed: bool = False) -> None:
        """Archive that a request comes to nothing."""
        if not self._writer or self._error:
            return
        self.n_failed += 1
        url = request.meta.get("redirect_urls", [request.url])[0]
        try:
            self._writer.failure(url, utc_now(), "disallowed" if is_disallowed else "failed", reason)
        except UserError as broken:
            self._error = broken

    def spider_closed(self, reason: str) -> None:
        """Archive how the crawl ended."""
        if self._writer and not self._error:
            self._writer.finish(utc_now(), reason)

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


def _whole(journal: Journal, url: str) -> Response | None:
    known = journal.body_response(url)
    return known if known is not None and is_whole(known) else None


async def _on_thread(work: Callable[_Given, _Found], *args: _Given.args, **kwargs: _Given.kwargs) -> _Found:
    """Do what takes long, such as reading the archive, where other requests need not wait for it."""
    return await maybe_deferred_to_future(deferToThread(work, *args, **kwargs))


def _without_credentials(response: Response) -> Response:
    """Leave out the name and password that a redirect may carry: nothing that is kept or told holds any."""
    locations = response.headers.getlist("Location")
    if not any(map(_CREDENTIALS.match, locations)):
        return response
    headers = response.headers.copy()
    headers.setlist("Location", [_CREDENTIALS.sub(rb"\1", location, count=1) for location in locations])
    return response.replace(headers=headers)


def _is_redirect(response: Response) -> bool:
    return 300 <= response.status < 400 and b"Location" in response.headers


def is_page_request(request: Request) -> bool:
    """Whether a request is the spider's own; those for robots.txt are Scrapy's."""
    return request.callback is not NO_CALLBACK


def _session(crawler: Crawler) -> Session:
    session: Session = crawler.spider.session  # type: ignore[union-attr]
    return session


def _asked(request: Request) -> Message:
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [(b"Host", parts.netloc.rpartition("@")[2].encode("ascii")), *_pairs(request.headers)]
    return Message(f"{request.method} {target} HTTP/1.1", headers, request.body)


def _answer(response: Response) -> Message:
    phrase = HTTPStatus(response.status).phrase if response.status in _STATUSES else "Unknown"
    return Message(
        f"{response.protocol or 'HTTP/1.1'} {response.status} {phrase}",
        _pairs(response.headers),
        response.body,
        is_truncated="download_stopped" in response.flags,
    )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name in headers for value in headers.getlist(name)]


_STATUSES = {status.value for status in HTTPStatus}
