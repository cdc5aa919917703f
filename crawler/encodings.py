"""Undoes content encodings, strictly: a broken, truncated or overlong body is an error, never a short page."""

import sys
import zlib
from collections.abc import Callable
from typing import Final, Protocol

import brotli

from normalize.extract import LARGEST_PAGE_BYTES

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Each member costs a copy of what follows it: without a bound, time would grow with the square of the length.
_MOST_MEMBERS: Final = 100


class BodyError(Exception):
    """The body is not complete: its encoding is broken, truncated or unknown, or it exceeds the limit.

    `beginning` is what of it can be read.
    """

    def __init__(self, reason: str, beginning: bytes = b"") -> None:
        super().__init__(reason)
        self.beginning = beginning


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def decode(body: bytes, content_encoding: str | None, limit: int = LARGEST_PAGE_BYTES) -> bytes:
    """Return `body` with every content encoding undone, the last applied first.

    Raises BodyError for a broken, truncated or unknown encoding and for a body of more than `limit` bytes.
    """
    for name in reversed([part.strip().lower() for part in (content_encoding or "").split(",")]):
        if name in ("", "identity", "none"):
            continue
        if name not in _DECODERS:
            raise BodyError(f"unknown content encoding {name!r}")
        if body:  # an empty body has nothing to decode, whatever its headers say
            body = _DECODERS[name](body, limit)
    return _within(body, limit)


def gunzip(body: bytes, limit: int = LARGEST_PAGE_BYTES) -> bytes:
    """Decompress one or more gzip members; what follows them is ignored, as browsers do."""
    return _members(body, limit, "gzip", lambda: zlib.decompressobj(31), b"\x1f\x8b", zlib.error)


def _zstd(body: bytes, limit: int) -> bytes:
    return _members(body, limit, "zstd", zstd.ZstdDecompressor, b"\x28\xb5\x2f\xfd", zstd.ZstdError)


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _members(body, limit, "deflate", zlib.decompressobj, None, zlib.error)
    except BodyError as error:
        if not isinstance(error.__cause__, zlib.error):
            raise
    # Some servers send the bare stream that the name says, not the zlib format that the standard means by it.
    return _members(body, limit, "deflate", lambda: zlib.decompressobj(-15), None, zlib.error)


def _members(
    body: bytes,
    limit: int,
    name: str,
    new: Callable[[], _Decompressor],
    magic: bytes | None,
    broken: type[Exception],
) -> bytes:
    """Decompress the member `body` begins with and those that follow it, told by `magic`."""
    parts: list[bytes] = []
    size = 0
    rest = body
    while not parts or (magic is not None and rest.startswith(magic)):
        if len(parts) == _MOST_MEMBERS:
            raise BodyError(f"{name} encoding in more than {_MOST_MEMBERS} parts", b"".join(parts))
        decompressor = new()
        try:
            part = decompressor.decompress(rest, limit - size + 1)
        except broken as error:
            raise BodyError(f"broken {name} encoding", b"".join(parts)) from error
        parts.append(part)
        size += len(part)
        if size > limit:
            raise _too_long(b"".join(parts), limit)
        if not decompressor.eof:
            raise BodyError(f"truncated {name} encoding", b"".join(parts))
        rest = decompressor.unused_data
    return b"".join(parts)


def _brotli(body: bytes, limit: int) -> bytes:
    decompressor = brotli.Decompressor()
    try:
        decoded = bytes(decompressor.process(body, output_buffer_limit=limit + 1))
    except brotli.error as error:
        raise BodyError("broken br encoding") from error
    if not decompressor.is_finished() and len(decoded) <= limit:
        raise BodyError("truncated br encoding", decoded)
    return _within(decoded, limit)


def _within(body: bytes, limit: int) -> bytes:
    if len(body) > limit:
        raise _too_long(body, limit)
    return body


def _too_long(body: bytes, limit: int) -> BodyError:
    return BodyError(f"body of more than {limit} bytes", body[:limit])


_DECODERS: Final[dict[str, Callable[[bytes, int], bytes]]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
