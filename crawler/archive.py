"""Writes the archive: every exchange as standard WARC 1.1, in files that are opened once and never rewritten.

Compressing and writing is done by a thread of its own, so the crawl does not wait for either.
"""

import base64
import gzip
import hashlib
import itertools
import os
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import BinaryIO, Final

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from normalize import __version__
from normalize.errors import UserError

SOFTWARE: Final = f"comparisons/{__version__}"
_MOST_PENDING_BYTES: Final = 32 * 1024**2
_SYNC_SECONDS: Final = 2.0
RENDERED_TYPE: Final = "text/html; charset=utf-8"
_NOT_MODIFIED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SAME_PAYLOAD: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_CONFORMS_TO: Final = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_SECRET_HEADERS: Final = (b"cookie", b"set-cookie", b"authorization", b"proxy-")
# Transfer encoding is undone on arrival; a header that speaks of it would be wrong of the body that is stored.
_UNDONE_HEADERS: Final = (b"transfer-encoding",)
ROBOTS_FIELD: Final = "Crawl-Purpose"  # is said of what a robots.txt led to
_LINE_BREAKS: Final = bytes.maketrans(b"\r\n", b"  ")


@dataclass(frozen=True)
class CrawlInfo:
    """What the archive says of the crawl that fills it."""

    crawl_id: str
    started_at: datetime
    site: str | None
    hosts: Sequence[str]
    starts: Sequence[str] = ()


@dataclass(frozen=True)
class Message:
    """An HTTP request or response: its first line, its headers in order, its body as it came."""

    first_line: str
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes = b""
    is_truncated: bool = False  # no more of the body was taken

    @property
    def is_not_modified(self) -> bool:
        """Whether this is the answer that a page is the same as before."""
        return self.first_line.split(" ", 2)[1:2] == ["304"]


@dataclass(frozen=True, slots=True)
class Original:
    """The archived answer that a page has not changed since."""

    url: str
    date: datetime
    payload_digest: str


class ArchiveWriter:
    """The archive files of one crawl, from number `first_file` on. Not for use by several threads."""

    def __init__(self, folder: Path, crawl: CrawlInfo, most_file_bytes: int = 1024**3, first_file: int = 0) -> None:
        self.paths: list[Path] = []  # complete once closed
        self._files = _Files(folder, crawl, most_file_bytes, first_file, self.paths)
        self._crawl = crawl
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._pending: deque[tuple[Future[None], int]] = deque()
        self._pending_bytes = 0
        self._submit(self._files.open_next)

    @property
    def n_bytes(self) -> int:
        """Bytes written so far."""
        return self._files.n_bytes

    def exchange(
        self,
        url: str,
        at: datetime,
        request: Message,
        response: Message,
        original: Original | None = None,
        *,
        is_robots: bool = False,
    ) -> str:
        """Archive one request and its answer, without the body where that is the one of the `original`.

        `is_robots` says that it was asked for as robots.txt, whatever its address is.

        Return the id of the answer's record. Raises UserError when an earlier record could not be written.
        """
        record_id = f"<{uuid.uuid4().urn}>"
        records = partial(exchange_records, url, at, request, response, original, record_id, is_robots)
        self._submit(lambda: self._files.append(records()), len(response.body))
        return record_id

    def rendered(
        self, url: str, at: datetime, page: bytes, answer_id: str | None, original: Original | None = None
    ) -> None:
        """Archive what a browser made of an answer, in UTF-8, without the body where that is the `original`'s."""
        record = partial(_rendered_record, url, at, page, answer_id, original)
        self._submit(lambda: self._files.append([record()]), len(page))

    def failure(self, url: str, at: datetime, failure: str, reason: str) -> None:
        """Archive that a request failed for good. `failure` is `disallowed` or `failed`."""
        fields = {"failure": failure, "reason": reason}
        self._submit(lambda: self._files.append([fields_record("metadata", at, fields, url)]))

    def finish(self, at: datetime, reason: str) -> None:
        """Archive that the crawl has ended, and why."""
        fields = {"finished": timestamp(at), "finish-reason": reason}
        url = f"urn:crawl:{self._crawl.crawl_id}"
        self._submit(lambda: self._files.append([fields_record("metadata", at, fields, url)]))

    def close(self) -> None:
        """Wait until everything is on disk. Raises UserError when something could not be written."""
        try:
            self._collect(down_to_bytes=-1)
        finally:
            self._thread.submit(self._files.close)
            self._thread.shutdown()

    def _submit(self, work: Callable[[], None], size: int = 0) -> None:
        self._collect(down_to_bytes=_MOST_PENDING_BYTES)
        self._pending.append((self._thread.submit(work), size))
        self._pending_bytes += size

    def _collect(self, down_to_bytes: int) -> None:
        """Take what is done; wait for the oldest work while more bytes than that are pending. Raises its errors."""
        while self._pending and (self._pending_bytes > down_to_bytes or self._pending[0][0].done()):
            work, size = self._pending.popleft()
            self._pending_bytes -= size
            work.result()


class _Files:
    """The files themselves; lives on the writing thread."""

    def __init__(self, folder: Path, crawl: CrawlInfo, most_bytes: int, first_file: int, paths: list[Path]) -> None:
        self.n_bytes = 0
        self._first_file = first_file
        self._synced_at = 0.0
        self._began_at = utc_now()  # this run of the crawl: one that went on with it began later than the crawl
        self._folder = folder
        self._crawl = crawl
        self._most_bytes = most_bytes
        self._paths = paths
        self._file: BinaryIO | None = None
        self._is_broken = False

    def open_next(self) -> None:
        """Close the current file and begin the next with its `warcinfo` record."""
        self.close()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._next_path()
            self._file = path.open("xb")
        except OSError as error:
            raise self._broken(error) from error
        self._paths.append(path)
        self._write([fields_record("warcinfo", self._began_at, _warcinfo(self._crawl), None, path.name)])

    def _next_path(self) -> Path:
        """The first name that is free: what a kill left of a file, be it nothing, keeps its name."""
        stem = f"{compact(self._crawl.started_at)}-{self._crawl.crawl_id[:8]}"
        numbers = itertools.count(self._first_file + len(self._paths))
        paths = (self._folder / f"{stem}-{number:05}.warc.gz" for number in numbers)
        return next(path for path in paths if not path.exists())

    def append(self, records: Sequence[bytes]) -> None:
        """Write whole records and hand them to the system, so that a killed process loses nothing written before."""
        if self._file is None or self._is_broken:
            return  # the error has been raised once; what follows a torn record could not be read
        if self._file.tell() >= self._most_bytes:
            self.open_next()
        self._write(records)

    def close(self) -> None:
        """Close the current file once it is on disk."""
        if self._file is None:
            return
        file, self._file = self._file, None
        if not self._is_broken:
            os.fsync(file.fileno())
            file.close()

    def _write(self, records: Sequence[bytes]) -> None:
        assert self._file is not None
        try:
            for record in records:
                self._file.write(record)
                self._file.flush()
                self.n_bytes += len(record)
            if monotonic() - self._synced_at > _SYNC_SECONDS:  # what a power loss may cost at most
                os.fsync(self._file.fileno())
                self._synced_at = monotonic()
        except OSError as error:
            raise self._broken(error) from error

    def _broken(self, error: OSError) -> UserError:
        self._is_broken = True
        return UserError(
            f"cannot write to {self._folder}: {error.strerror}",
            "free space or choose another folder with -s DATASET_DIR=<folder>; what was written before is kept",
        )


class _ExactHeaders(StatusAndHeaders):  # type: ignore[misc,unused-ignore]
    """Headers that are written as they came; warcio would percent-encode what is not ASCII."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.first_line, [], "")
        lines = [message.first_line.encode("latin-1", "replace")]
        for name, value in message.headers:
            if not name.lower().startswith(_SECRET_HEADERS) and name.lower() not in _UNDONE_HEADERS:
                lines.append(name.translate(_LINE_BREAKS) + b": " + value.translate(_LINE_BREAKS))
        self._block = b"\r\n".join([*lines, b"", b""])

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Called by warcio for the bytes to write."""
        self.headers_buff = self._block


def exchange_records(
    url: str,
    at: datetime,
    request: Message,
    response: Message,
    original: Original | None = None,
    record_id: str | None = None,
    is_robots: bool = False,
) -> list[bytes]:
    """Return the `request` record of one exchange and its `response`, or `revisit`, each a gzip member."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=False, warc_version="1.1")
    headers = {"WARC-Date": timestamp(at)} | ({ROBOTS_FIELD: "robots.txt"} if is_robots else {})
    asked = _http_record(writer, url, "request", request, headers)
    if record_id:
        headers = headers | {"WARC-Record-ID": record_id}
    if original is None:
        answered = _http_record(writer, url, "response", response, headers)
    else:
        profile = _NOT_MODIFIED if response.is_not_modified else _SAME_PAYLOAD
        headers = headers | _revisit_headers(original, profile)
        answered = _http_record(writer, url, "revisit", replace(response, body=b""), headers)
    asked.rec_headers.add_header("WARC-Concurrent-To", answered.rec_headers.get_header("WARC-Record-ID"))
    return [_member(writer, buffer, asked), _member(writer, buffer, answered)]


def _http_record(writer: WARCWriter, url: str, type_: str, message: Message, headers: dict[str, str]) -> ArcWarcRecord:
    if message.is_truncated:
        headers = headers | {"WARC-Truncated": "length"}
    return writer.create_warc_record(
        url,
        type_,
        payload=BytesIO(message.body),
        length=len(message.body),
        http_headers=_ExactHeaders(message),
        warc_headers_dict=headers,
    )


def _revisit_headers(original: Original, profile: str) -> dict[str, str]:
    return {
        "WARC-Profile": profile,
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": timestamp(original.date),
        "WARC-Payload-Digest": original.payload_digest,
    }


def _rendered_record(url: str, at: datetime, page: bytes, answer_id: str | None, original: Original | None) -> bytes:
    headers = {"WARC-Date": timestamp(at)}
    if original:
        type_, page, headers = "revisit", b"", headers | _revisit_headers(original, _SAME_PAYLOAD)
    else:
        type_, headers = "conversion", headers | {"WARC-Payload-Digest": payload_digest(page)}
        if answer_id:
            headers["WARC-Refers-To"] = answer_id
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        url,
        type_,
        payload=BytesIO(page),
        length=len(page),
        warc_content_type=RENDERED_TYPE,
        warc_headers_dict=headers,
    )
    return _member(writer, buffer, record)


def payload_digest(body: bytes) -> str:
    """The digest by which WARC files name a body."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def fields_record(
    type_: str, at: datetime, fields: dict[str, str], url: str | None, filename: str | None = None
) -> bytes:
    """Return a `warcinfo` or `metadata` record that holds `fields`, as a gzip member."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=False, warc_version="1.1")
    payload = b"".join(f"{name}: {' '.join(value.split())}\r\n".encode() for name, value in fields.items())
    headers = {"WARC-Date": timestamp(at)} | ({"WARC-Filename": filename} if filename else {})
    record = writer.create_warc_record(
        url or "", type_, payload=BytesIO(payload), length=len(payload), warc_headers_dict=headers
    )
    return _member(writer, buffer, record)


def _member(writer: WARCWriter, buffer: BytesIO, record: ArcWarcRecord) -> bytes:
    buffer.seek(0)
    buffer.truncate()
    writer.write_record(record)
    return gzip.compress(buffer.getvalue(), compresslevel=6, mtime=0)


def _warcinfo(crawl: CrawlInfo) -> dict[str, str]:
    return {
        "software": SOFTWARE,
        "format": "WARC File Format 1.1",
        "conformsTo": _CONFORMS_TO,
        "robots": "obey",
        "crawl-id": crawl.crawl_id,
        "crawl-started": timestamp(crawl.started_at),
        "crawl-site": crawl.site or "",
        "crawl-hosts": ",".join(crawl.hosts),
        "crawl-starts": " ".join(crawl.starts),
    }


def utc_now() -> datetime:
    """The time, naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


def timestamp(time: datetime) -> str:
    """A naive UTC time as WARC prints it, with microseconds."""
    return time.isoformat(timespec="microseconds") + "Z"


def compact(time: datetime) -> str:
    """A naive UTC time as it stands in file names."""
    return time.strftime("%Y%m%dT%H%M%SZ")
