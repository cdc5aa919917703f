"""Scrapy's download handler with limits on what a server may send before its page begins, and for how long."""

from time import monotonic
from typing import Final

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web.iweb import IResponse

_MOST_HEAD_BYTES: Final = 1024**2
_LONGEST_HEAD_SECONDS: Final = 15.0


class BoundedHeadersHandler(HTTP11DownloadHandler):
    """Downloads as Scrapy does; Twisted would keep headers that never end in memory until the time is out."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """A connection that is dropped where a head is longer, or takes longer, than any sound one."""

    _head_bytes = 0
    _head_began_at = 0.0

    def request(self, request: object) -> Deferred[IResponse]:
        self._head_bytes = 0
        return super().request(request)  # type: ignore[arg-type]

    def dataReceived(self, data: bytes) -> None:
        """Called by Twisted."""
        if self._parser is not None and self._parser.state in ("STATUS", "HEADER"):
            if not self._head_bytes:
                self._head_began_at = monotonic()
            self._head_bytes += len(data)
            is_slow = monotonic() - self._head_began_at > _LONGEST_HEAD_SECONDS
            if (is_slow or self._head_bytes > _MOST_HEAD_BYTES) and self.transport is not None:
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes such connections."""

    def buildProtocol(self, addr: IAddress | None) -> _BoundedProtocol:
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
