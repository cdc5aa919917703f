"""Reads WARC files, our own and other tools', as typed records; a torn end is where reading stops."""

import gzip
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final, Protocol

from warcio.bufferedreaders import ChunkedDataReader

from crawler.encodings import BodyError, decode
from normalize.errors import UserError
from normalize.extract import LARGEST_PAGE_BYTES

# A block holds headers too; of a longer one only the beginning is kept, and its body counts as too long.
_BLOCK_LIMIT_BYTES: Final = LARGEST_PAGE_BYTES + 1024**2
_LINE_LIMIT_BYTES: Final = 1024**2
_SKIP_BYTES: Final = 1024**2
_HTTP_TYPES: Final = ("request", "response", "revisit")
_TORN: Final = (EOFError, zlib.error, gzip.BadGzipFile)
_HEADERS_END: Final = re.compile(rb"\r?\n\r?\n")

_logger = logging.getLogger(__name__)


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def readline(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """One WARC record: header names are lower-case, times naive UTC, of the body only transfer encoding is undone."""

    type: str
    date: datetime
    url: str | None = None
    content_type: str | None = None  # of the record; that of an answer stands in its headers
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    is_cut: bool = False  # the body is longer than any page may be, and only its beginning was read
    fields: dict[str, str] = field(default_factory=dict)  # of warcinfo and metadata

    def header(self, name: str) -> str | None:
        """Return an HTTP header, several of one name joined by commas."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None


def decoded_body(record: ArchiveRecord) -> bytes:
    """Return the body with its content encoding undone. Raises BodyError when it is not whole."""
    if record.is_cut:
        raise BodyError(f"body of more than {LARGEST_PAGE_BYTES} bytes")
    return decode(record.body, record.header("content-encoding"))


def read_archive(path: Path) -> Iterator[ArchiveRecord]:
    """Yield the records of a `.warc` or `.warc.gz` file; a torn end is logged, and reading stops before it.

    Raises UserError for a file that is missing or is no WARC file.
    """
    try:
        with path.open("rb") as file:
            is_gzip = file.peek(2).startswith(b"\x1f\x8b")
            yield from _records(gzip.GzipFile(fileobj=file) if is_gzip else file, path)
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror or error}", "check its name and permissions") from error


def _records(stream: _Stream, path: Path) -> Iterator[ArchiveRecord]:
    is_first = True
    while True:
        try:
            block = _next_block(stream)
        except _TORN:
            _logger.warning("%s ends within a record; what precedes it was read", path)
            return
        except ValueError as error:
            if is_first:
                raise UserError(f"{path} is no WARC file", "give .warc or .warc.gz files") from error
            _logger.warning("%s is damaged; what precedes the damage was read", path)
            return
        if block is None:
            return
        is_first = False
        if record := _record(*block):
            yield record


def _next_block(stream: _Stream) -> tuple[dict[str, str], bytes, bool] | None:
    """Return a record's headers, its block and whether it was cut; None at the end.

    Raises EOFError when the record is torn, ValueError for what is no record.
    """
    line = b"\n"
    while line and not line.strip():
        line = stream.readline(_LINE_LIMIT_BYTES)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise ValueError("not a WARC record")
    if not line.endswith(b"\n"):
        raise EOFError
    headers = dict(parse_headers(_header_block(stream)))
    length = int(headers["content-length"]) if headers.get("content-length", "").isdecimal() else -1
    if length < 0:
        raise ValueError("no length")
    return headers, *_read_block(stream, length)


def _header_block(stream: _Stream) -> bytes:
    lines = []
    while (line := stream.readline(_LINE_LIMIT_BYTES)).strip():
        lines.append(line)
    if not line.endswith(b"\n"):
        raise EOFError
    return b"".join(lines)


def _read_block(stream: _Stream, length: int) -> tuple[bytes, bool]:
    block = stream.read(min(length, _BLOCK_LIMIT_BYTES))
    if len(block) < min(length, _BLOCK_LIMIT_BYTES):
        raise EOFError
    rest = length - len(block)
    while rest:
        skipped = len(stream.read(min(rest, _SKIP_BYTES)))
        if not skipped:
            raise EOFError
        rest -= skipped
    return block, length > len(block)


def _record(headers: dict[str, str], block: bytes, is_cut: bool) -> ArchiveRecord | None:
    date = _date(headers.get("warc-date", ""))
    type_ = headers.get("warc-type", "")
    if date is None:
        _logger.warning("skipped a %s record without a date", type_)
        return None
    url = headers.get("warc-target-uri", "").strip("<>").replace(" ", "%20") or None
    content_type = headers.get("content-type")
    if type_ in _HTTP_TYPES and (url or "").startswith(("http:", "https:")):
        status, http_headers, body = _http(block)
        return ArchiveRecord(type_, date, url, content_type, status, http_headers, body, is_cut)
    if type_ in ("warcinfo", "metadata"):
        fields = dict(parse_headers(block)) if content_type == "application/warc-fields" else {}
        return ArchiveRecord(type_, date, url, content_type, fields=fields)
    return ArchiveRecord(type_, date, url, content_type, body=block, is_cut=is_cut)


def _http(block: bytes) -> tuple[int | None, tuple[tuple[str, str], ...], bytes]:
    """Return status, headers and body of an HTTP message; a request has no status."""
    end = _HEADERS_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    first_line, _, lines = head.partition(b"\n")
    headers = tuple(parse_headers(lines))
    if any(name == "transfer-encoding" and "chunked" in value.lower() for name, value in headers):
        body = ChunkedDataReader(BytesIO(body)).read()
    words = first_line.split(None, 2)
    is_answer = len(words) > 1 and words[0].startswith(b"HTTP/") and len(words[1]) == 3 and words[1].isdigit()
    return int(words[1]) if is_answer else None, headers, body


def parse_headers(block: bytes) -> list[tuple[str, str]]:
    """Return the names, lower-case, and values of header lines; one that begins with a blank continues the last."""
    headers: list[tuple[str, str]] = []
    for line in block.split(b"\n"):
        text = _text(line.strip(b"\r"))
        if text[:1] in (" ", "\t") and headers:
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {text.strip()}".strip())
        elif ":" in text:
            name, _, value = text.partition(":")
            headers.append((name.strip().lower(), value.strip(" \t")))
    return headers


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    return date.astimezone(UTC).replace(tzinfo=None) if date.tzinfo else date
