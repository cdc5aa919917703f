"""A server that does what servers should not, over bare sockets on loopback."""

import gzip
import random
import threading
import time
import zlib
from collections.abc import Callable
from functools import cache
from socketserver import StreamRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Self

Fault = Callable[["HostileServer", "_Handler", str], None]
GOOD = ("/compare/a-vs-b", "/compare/c-vs-d")


def head(status: str = "200 OK", *headers: str) -> bytes:
    """First line and headers of an answer after which the connection closes."""
    return "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *headers, "", ""]).encode()


def html(body: bytes, *headers: str) -> bytes:
    """A whole answer."""
    return head("200 OK", "Content-Type: text/html", f"Content-Length: {len(body)}", *headers) + body


class _Handler(StreamRequestHandler):
    """Reads one request and leaves the answer to the server's pages."""

    server: "_Server"

    def handle(self) -> None:
        words = self.rfile.readline().split()
        while self.rfile.readline().strip():
            pass
        if len(words) > 1:
            self.server.owner.answer(self, words[1].decode())

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.wfile.write(data)

    def stream(self, chunk: bytes, n_chunks: int, pause_seconds: float = 0) -> None:
        """Send a chunk again and again, until the client has enough."""
        for _ in range(n_chunks):
            self.wfile.write(chunk)
            if pause_seconds:
                self.server.owner.stopped.wait(pause_seconds)
            if self.server.owner.stopped.is_set():
                return


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    owner: "HostileServer"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up here, and should."""


class HostileServer:
    """Serves good pages, an index of them and of `/compare/fault-vs-b`, and one fault."""

    def __init__(self, fault: Fault, good: dict[str, bytes]) -> None:
        self.fault = fault
        self.good = good
        self.asked: list[str] = []
        self.stopped = threading.Event()

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        """Address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def answer(self, handler: _Handler, path: str) -> None:
        """Answer a request: by the fault where it is one's turn, else as a sound site would."""
        self.asked.append(path)
        if path in self.good:
            handler.send(html(self.good[path]))
        elif "fault" in path or path in ("/robots.txt", "/sitemap.xml.gz") or "page=" in path:
            self.fault(self, handler, path)
        elif path == "/compare":
            links = [*self.good, "/compare/fault-vs-b", "/compare?page=2"]
            handler.send(html("".join(f'<a href="{link}">x</a>' for link in links).encode()))
        else:
            not_found(handler)


def not_found(handler: _Handler) -> None:
    """What a sound server says of what it does not have."""
    handler.send(head("404 Not Found", "Content-Length: 0"))


def at_fault(answer: Callable[[HostileServer, _Handler, str], None]) -> Fault:
    """A fault of the page alone; what else is asked for is not there."""

    def respond(server: HostileServer, handler: _Handler, path: str) -> None:
        if "fault" in path:
            answer(server, handler, path)
        else:
            not_found(handler)

    return respond


def sends(data: bytes) -> Fault:
    """A fault that is told by its bytes."""
    return at_fault(lambda server, handler, path: handler.send(data))


def redirects(target: Callable[[HostileServer, str], str]) -> Fault:
    """A fault that sends one on."""
    return at_fault(
        lambda server, handler, path: handler.send(
            head("302 Found", f"Location: {target(server, path)}", "Content-Length: 0")
        )
    )


def _endless(start: bytes, chunk: bytes, pause_seconds: float = 0) -> Fault:
    def respond(server: HostileServer, handler: _Handler, path: str) -> None:
        handler.send(start)
        handler.stream(chunk, 10**9, pause_seconds)

    return at_fault(respond)


@cache
def _zeros(n_bytes: int) -> bytes:
    packed = zlib.compressobj(1, zlib.DEFLATED, 31)
    parts = [packed.compress(b"\0" * 1024**2) for _ in range(n_bytes // 1024**2)]
    return b"".join([*parts, packed.flush()])


def _robots(answer: Callable[[_Handler], None]) -> Fault:
    def respond(server: HostileServer, handler: _Handler, path: str) -> None:
        if path == "/robots.txt":
            answer(handler)
        else:
            not_found(handler)

    return respond


def _self_linking_index(server: HostileServer, handler: _Handler, path: str) -> None:
    if "page=" not in path:
        not_found(handler)
        return
    number = int(path.rpartition("=")[2])
    handler.send(html(f'<a href="/compare?page={number + 1}">next</a>'.encode()))


def _sitemap_bomb(server: HostileServer, handler: _Handler, path: str) -> None:
    if path != "/sitemap.xml.gz" and "fault" not in path:
        not_found(handler)
        return
    start = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    bomb = gzip.compress(start) + _zeros(512 * 1024**2)
    handler.send(head("200 OK", "Content-Type: application/gzip", f"Content-Length: {len(bomb)}") + bomb)


def _sitemaps_for_ever(server: HostileServer, handler: _Handler, path: str) -> None:
    """Indexes of 150 further indexes each."""
    if path != "/sitemap.xml.gz" and "map" not in path:
        not_found(handler)
        return
    addresses = (server.url(f"/map/fault-{random.random()}.xml") for _ in range(150))
    body = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    handler.send(html(f"<sitemapindex>{body}</sitemapindex>".encode()))


NESTED = b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000
GZIPPED = gzip.compress(b"<p>" + b"A page that is cut. " * 500)
FAULTS: dict[str, Fault] = {
    "drops midway": sends(head("200 OK", "Content-Type: text/html", "Content-Length: 100000") + b"<p>short"),
    "drops midway, chunked": sends(head("200 OK", "Transfer-Encoding: chunked") + b"ff\r\n<p>short"),
    "trickles": _endless(head("200 OK", "Content-Type: text/html"), b"x", 1.0),
    "trickles headers": _endless(b"HTTP/1.1 200 OK\r\n", b"x", 1.0),
    "says nothing": at_fault(lambda server, handler, path: time.sleep(0)),
    "is no HTTP": sends(b"\x00\x01\x02 hello\r\n\r\n"),
    "truncated gzip": sends(html(GZIPPED[: len(GZIPPED) // 2], "Content-Encoding: gzip")),
    "gzip of 1 GB": at_fault(
        lambda server, handler, path: handler.send(html(_zeros(1024**3), "Content-Encoding: gzip"))
    ),
    "2 GB announced": _endless(
        head("200 OK", "Content-Type: text/html", f"Content-Length: {2 * 1024**3}"), b"x" * 65536
    ),
    "2 GB unannounced": _endless(head("200 OK", "Content-Type: text/html"), b"x" * 65536),
    "redirect loop": redirects(
        lambda server, path: "/compare/fault2-vs-b" if "fault-" in path else "/compare/fault-vs-b"
    ),
    "redirect to itself": redirects(lambda server, path: path),
    "endless redirects": redirects(lambda server, path: f"/compare/fault{random.random()}-vs-b"),
    "redirect to another host": redirects(lambda server, path: "http://elsewhere.test/compare/a-vs-b"),
    "redirect to a private address": redirects(lambda server, path: "http://10.0.0.1/compare/a-vs-b"),
    "redirect to another port": redirects(lambda server, path: "http://127.0.0.1:1/compare/a-vs-b"),
    "redirect to a file": redirects(lambda server, path: "file:///etc/passwd"),
    "redirect to nowhere": redirects(lambda server, path: "http://[::1"),
    "no text": sends(html(bytes(random.Random(1).randbytes(50_000)))),
    "over 10 MB": sends(html(b"<p>" + b"long " * 2_200_000)),
    "header flood": _endless(b"HTTP/1.1 200 OK\r\n", b"X-Flood: " + b"y" * 8000 + b"\r\n"),
    "one endless header": _endless(b"HTTP/1.1 200 OK\r\nX-Flood: ", b"y" * 65536),
}
# Those that cost no page: what each is, and what the page that names it comes to.
OTHERS: dict[str, Fault] = {
    "wrong charset": _robots(not_found),
    "nested markup": sends(html(NESTED)),
    "index for ever": _self_linking_index,
    "sitemap bomb": _sitemap_bomb,
    "sitemaps for ever": _sitemaps_for_ever,
    "robots.txt of 100 MB": _robots(
        lambda handler: (
            handler.send(head("200 OK", "Content-Type: text/plain")),
            handler.stream(b"# x\n" * 16384, 1600),
        )[-1]
    ),
    "robots.txt answers 500": _robots(lambda handler: handler.send(head("500 Oh", "Content-Length: 0"))),
}
