"""Reads WARC files, our own and other tools', as typed records; what is damaged is left out."""

import logging
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import BufferedReader, BytesIO, FileIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warcio.bufferedreaders import ChunkedDataReader

from crawler.archive import ROBOTS_FIELD
from crawler.encodings import BodyError, decode
from normalize.errors import UserError
from normalize.extract import LARGEST_PAGE_BYTES

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# A block holds headers too; of a longer one only the beginning is kept, and its body counts as too long.
_BLOCK_LIMIT_BYTES: Final = LARGEST_PAGE_BYTES + 1024**2
_LINE_LIMIT_BYTES: Final = 1024**2
_SKIP_BYTES: Final = 1024**2
_HTTP_TYPES: Final = ("request", "response", "revisit")
_GZIP: Final = b"\x1f\x8b\x08"
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS
_READ_BYTES: Final = 16 * 1024
_SEARCH_BYTES: Final = 1024**2
_MEMBER_HEAD_BYTES: Final = 4096  # more than a member needs to give its first bytes
_HEADERS_END: Final = re.compile(rb"\r?\n\r?\n")

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Block:
    """A record as it lies in the file: where, its headers, its block and whether that was cut."""

    at: int
    headers: dict[str, str]
    block: bytes
    is_cut: bool


class _Members(RawIOBase):
    """What the members of a gzip file hold, one after the other, from the one that begins at `start`."""

    def __init__(self, file: FileIO, start: int) -> None:
        file.seek(start)
        self.member_at = start
        self.end_at = start  # of the last member, once all was read
        self._file = file
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._compressed = b""

    def readable(self) -> bool:
        """Called by the reader that buffers."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer, from one member alone. Raises EOFError for a torn one, zlib.error for a damaged one."""
        view = memoryview(buffer)
        while not self._member.eof or self._next():
            data = self._member.decompress(self._compressed, len(view))
            self._compressed = self._member.unconsumed_tail
            if data:
                view[: len(data)] = data
                return len(data)
            if not self._member.eof and not self._compressed:
                self._compressed = self._file.read(_READ_BYTES)
                if not self._compressed:
                    raise EOFError
        return 0

    def _next(self) -> bool:
        if self.end_at <= self.member_at:
            self.end_at = self._file.tell() - len(self._member.unused_data)
        rest = self._member.unused_data.lstrip(b"\0")  # some tools fill up with zeros
        while not rest:
            read = self._file.read(_READ_BYTES)
            if not read:
                return False
            rest = read.lstrip(b"\0")
        self.member_at = self._file.tell() - len(rest)
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._compressed = rest
        return True


class _Stream(BufferedReader):
    """The bytes of an archive, uncompressed; knows where in the file they come from."""

    def __init__(self, file: FileIO, start: int, is_gzip: bool) -> None:
        file.seek(start)
        self._members = _Members(file, start) if is_gzip else None
        super().__init__(self._members or file)
        self.record_at = start

    def at(self) -> int:
        """Where the gzip member begins that was read last; in a file without members, where reading has come to."""
        return self._members.member_at if self._members else self.tell()

    def end_at(self) -> int:
        """Where the last gzip member ends, once all was read; in a file without members, where reading has come to."""
        return self._members.end_at if self._members else self.tell()

    def first_line(self) -> bytes:
        """Return the next line that is not blank, and note where it begins; at the end there is an empty one."""
        line = b"\n"
        while line and not line.strip():
            try:
                self.peek(1)  # goes on to the member that the line begins in
            finally:
                self.record_at = self.at()
            line = self.readline(_LINE_LIMIT_BYTES)
        return line


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
    at: int = 0  # byte of the file at which the record's gzip member begins
    record_id: str | None = None
    payload_digest: str | None = None
    refers_to_url: str | None = None  # of a revisit and a conversion: the record it stands for
    refers_to_date: datetime | None = None
    is_robots: bool = False  # it was asked for as robots.txt, whatever its address is

    def header(self, name: str) -> str | None:
        """Return an HTTP header, several of one name joined by commas."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None


def decoded_body(record: ArchiveRecord) -> bytes:
    """Return the body with its content encoding undone. Raises BodyError when it is not whole."""
    if record.is_cut:
        raise BodyError(f"body of more than {LARGEST_PAGE_BYTES} bytes", record.body)
    return decode(record.body, record.header("content-encoding"))


def read_archive(path: Path, start: int = 0, *, cut_torn_end: bool = False) -> Iterator[ArchiveRecord]:
    """Yield the records of a `.warc` or `.warc.gz` file, from byte `start` on; what is damaged is logged and left out.

    A torn end is where reading stops, and with `cut_torn_end` where the file ends from then on, as it does before zeros
    after the last record. Beyond a damaged gzip member it goes on at the next that begins with a record. Raises
    UserError for a file that is missing or is no WARC file.
    """
    try:
        with path.open("rb", buffering=0) as file:
            for block in _blocks(file, path, start, cut_torn_end):
                if record := _record(block):
                    yield record
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror or error}", "check its name and permissions") from error


def read_record(path: Path, at: int) -> ArchiveRecord | None:
    """Return the record whose gzip member begins at byte `at`; None where there is no sound one.

    Raises UserError for a file that cannot be read.
    """
    return next(_read_whole(path, at), None)


def read_growing(path: Path, start: int) -> Iterator[ArchiveRecord]:
    """Yield the records of a file that is still written, from the gzip member at byte `start` up to the last whole one.

    Raises UserError for a file that cannot be read.
    """
    return filter(None, _read_whole(path, start))


def _read_whole(path: Path, start: int) -> Iterator[ArchiveRecord | None]:
    try:
        with path.open("rb", buffering=0) as file:
            stream = _Stream(file, start, is_gzip=True)
            try:
                yield from map(_record, _whole_blocks(stream))
            except (EOFError, ValueError, zlib.error):
                return
            finally:
                stream.detach()
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror or error}", "check its name and permissions") from error


def _blocks(file: FileIO, path: Path, begin: int, cut_torn_end: bool) -> Iterator[_Block]:
    """Yield what `_whole_blocks` does, of every sound stretch of the file."""
    head = file.read(_MEMBER_HEAD_BYTES)
    is_gzip = head.startswith(_GZIP) or (b"WARC/" not in head and _next_member(file, 0) is not None)
    if cut_torn_end and not is_gzip and _is_empty(file):  # what a power loss leaves of a file just begun
        os.truncate(path, 0)
        return
    # A damaged member is searched for others that begin within it, but not without end: members that were made to lie
    # within one another would be read over and over.
    searchable = 2 * os.fstat(file.fileno()).st_size
    start: int | None = begin
    is_first = True
    while start is not None:
        stream = _Stream(file, start, is_gzip)
        try:
            for block in _whole_blocks(stream):
                is_first = False
                yield block
            if is_gzip and cut_torn_end and stream.end_at() < os.fstat(file.fileno()).st_size:
                _logger.warning("%s ends in zeros, which were cut off", path)
                os.truncate(path, stream.end_at())
            return
        except (EOFError, ValueError, zlib.error) as error:
            damage, read_to = stream.record_at, file.tell()
            searchable -= max(0, read_to - damage - _READ_BYTES)  # what was read ahead is no part of the member
            start = _next_member(file, damage + 1 if searchable >= 0 else read_to) if is_gzip else None
            if start is not None:
                _logger.warning("%s is damaged at byte %d; reading went on at byte %d", path, damage, start)
            elif is_first and isinstance(error, ValueError):
                raise UserError(
                    f"{path} is no WARC file", "give .warc or .warc.gz files, or move it out of their folder"
                ) from error
            elif is_gzip and cut_torn_end:
                _logger.warning("%s ends within a record, which was cut off; what precedes it was read", path)
                os.truncate(path, damage)
            elif isinstance(error, EOFError):
                _logger.warning("%s ends within a record; what precedes it was read", path)
            else:
                _logger.warning("%s is damaged at byte %d; what precedes the damage was read", path, damage)
        finally:
            stream.detach()  # or the file would be closed with it


def _is_empty(file: FileIO) -> bool:
    """Whether a file holds nothing but zeros."""
    file.seek(0)
    return not any(chunk.strip(b"\0") for chunk in iter(partial(file.read, _SEARCH_BYTES), b""))


def _whole_blocks(stream: _Stream) -> Iterator[_Block]:
    """Yield each record.

    Raises EOFError when a record is torn, ValueError for what is no record, zlib.error for what is no gzip.
    """
    block: _Block | None = None
    ended_at = 0
    while True:
        try:
            line = stream.first_line()  # only with the next one the checksum of the last is known to be right
        except (EOFError, zlib.error):
            if block and stream.record_at > ended_at:
                yield block
            raise
        if block:
            yield block
        if not line:
            return
        block = _block(stream, line)
        ended_at = stream.at()


def _block(stream: _Stream, line: bytes) -> _Block:
    if not line.startswith(b"WARC/"):
        raise ValueError("not a WARC record")
    if not line.endswith(b"\n"):
        raise EOFError
    at = stream.record_at
    headers = dict(parse_headers(_header_block(stream)))
    length = int(headers["content-length"]) if headers.get("content-length", "").isdecimal() else -1
    if length < 0:
        raise ValueError("no length")
    return _Block(at, headers, *_read_block(stream, length))


def _next_member(file: FileIO, start: int) -> int | None:
    """Return where the next gzip member that begins with a record does; None where there is none."""
    while True:
        file.seek(start)
        window = file.read(_SEARCH_BYTES + _MEMBER_HEAD_BYTES)
        is_last = len(window) < _SEARCH_BYTES + _MEMBER_HEAD_BYTES
        at = window.find(_GZIP)
        while 0 <= at < (len(window) if is_last else _SEARCH_BYTES):
            if _begins_record(window[at : at + _MEMBER_HEAD_BYTES]):
                return start + at
            at = window.find(_GZIP, at + 1)
        if is_last:
            return None
        start += _SEARCH_BYTES


def _begins_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


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


def _record(block: _Block) -> ArchiveRecord | None:
    headers = block.headers
    date = naive_time(headers.get("warc-date", ""))
    type_ = headers.get("warc-type", "")
    if date is None:
        _logger.warning("skipped a %s record without a date", type_)
        return None
    record = partial(
        ArchiveRecord,
        type_,
        date,
        _address(headers.get("warc-target-uri")),
        headers.get("content-type"),
        at=block.at,
        is_cut=block.is_cut,
        record_id=headers.get("warc-record-id"),
        payload_digest=headers.get("warc-payload-digest"),
        refers_to_url=_address(headers.get("warc-refers-to-target-uri")),
        refers_to_date=naive_time(headers.get("warc-refers-to-date", "")),
        is_robots=ROBOTS_FIELD.lower() in headers,
    )
    if type_ in _HTTP_TYPES and headers.get("warc-target-uri", "").strip("<>").startswith(("http:", "https:")):
        status, http_headers, body = _http(block.block)
        return record(status=status, headers=http_headers, body=body)
    if type_ in ("warcinfo", "metadata"):
        is_fields = headers.get("content-type") == "application/warc-fields"
        return record(fields=dict(parse_headers(block.block)) if is_fields else {}, is_cut=False)
    return record(body=block.block)


def _address(uri: str | None) -> str | None:
    return (uri or "").strip("<>").replace(" ", "%20") or None


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


def naive_time(text: str) -> datetime | None:
    """Read a time as WARC prints it, as naive UTC; None for what is none."""
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    return date.astimezone(UTC).replace(tzinfo=None) if date.tzinfo else date
