"""What a site forbids: the beginning of its robots.txt, and a word where that cannot be had."""

import logging
from http import HTTPStatus
from typing import Final, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response

from crawler.encodings import BodyError, decode
from crawler.reasons import plain_reason
from crawler.recording import is_page_request

_MOST_BYTES: Final = 500 * 1024  # RFC 9309 asks for as much (section 2.5)
_RECEIVED: Final = "robots_bytes"
_logger = logging.getLogger(__name__)


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, which says of a robots.txt that cannot be had what follows from it."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == HTTPStatus.TOO_MANY_REQUESTS:
            _say_nothing_is_forbidden(netloc, f"status {response.status}")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, IgnoreRequest) or "redirect" in str(exc):  # else its host is refused, or left alone
            _say_nothing_is_forbidden(netloc, plain_reason(exc))
        super()._robots_error(exc, netloc)


class RobotsBeginningMiddleware:
    """Downloads no more of a robots.txt than must be read, whatever it is packed in.

    It must see answers before Scrapy undoes their encoding.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        middleware = cls()
        crawler.signals.connect(middleware.bytes_received, signal=signals.bytes_received)
        return middleware

    def process_request(self, request: Request) -> None:
        """Let a robots.txt of any length begin, once at one address."""
        if not is_page_request(request):
            if request.url in request.meta.get("redirect_urls", ()):
                raise IgnoreRequest(f"redirect in a circle, to {request.url}")
            request.meta.update({"download_maxsize": 0, _RECEIVED: 0})

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Stop where enough of it has come."""
        if _RECEIVED in request.meta:
            request.meta[_RECEIVED] += len(data)
            if request.meta[_RECEIVED] > _MOST_BYTES:
                raise StopDownload(fail=False)

    def process_response(self, request: Request, response: Response) -> Response:
        """Unpack the beginning."""
        if is_page_request(request):
            return response
        encoding = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        return response.replace(headers=headers, body=_beginning(response.body, encoding))


def _beginning(body: bytes, encoding: str) -> bytes:
    try:
        return decode(body, encoding, _MOST_BYTES)
    except BodyError as error:
        return error.beginning


def _say_nothing_is_forbidden(netloc: str, reason: str) -> None:
    _logger.warning("%s: robots.txt could not be had (%s); nothing is taken to be forbidden", netloc, reason)
