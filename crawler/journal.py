"""What the archive knows before a crawl begins: of every address its last visit, of unfinished crawls their own.

The archive is the only memory there is. A crawl that did not end goes on by asking it before it asks the network.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final, TypeVar

from scrapy.http import Headers, HtmlResponse, Response
from scrapy.responsetypes import responsetypes

from crawler.archive import RENDERED_TYPE, Original, payload_digest, utc_now
from crawler.archive_reader import ArchiveRecord, decoded_body, naive_time, read_archive, read_record
from crawler.encodings import BodyError

FINISHED: Final = "finished"
GONE_STATUSES: Final = (404, 410)
ARCHIVED: Final = "archived"  # flag of an answer that came from the archive
CRAWL_URL: Final = "urn:crawl:"


class VisitKind(Enum):
    """What a visit came to."""

    ANSWER = "answer"
    UNCHANGED = "unchanged"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that the archive holds the outcome of; `n_answers` counts its crawl's attempts that got an answer."""

    date: datetime
    kind: VisitKind
    status: int | None
    file: int
    at: int
    n_answers: int = 1


@dataclass(frozen=True, slots=True)
class Body:
    """A whole answer in the archive, with what its server said to tell it from a later one."""

    date: datetime
    status: int
    file: int
    at: int
    payload_digest: str
    etag: str | None
    last_modified: str | None


Plan = tuple[str | None, tuple[str, ...]]  # site and start URLs
_Dated = TypeVar("_Dated", Visit, Body)


@dataclass(slots=True)
class PastCrawl:
    """A crawl in the archive; `reason` is why it ended, None where it was killed.

    What it visited is kept until it has finished: a later crawl may have been to the same pages.
    """

    crawl_id: str
    started_at: datetime
    site: str | None
    starts: tuple[str, ...]
    reason: str | None = None
    n_files: int = 0
    visits: dict[str, Visit] = field(default_factory=dict)
    rendered: dict[str, Visit] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """What it was asked for."""
        return self.site, self.starts

    def end(self, reason: str | None) -> None:
        """Note why it ended; one that has finished is not gone on with."""
        self.reason = reason
        if reason == FINISHED:
            self.visits, self.rendered = {}, {}


@dataclass
class Journal:
    """The archive's own account of its crawls and pages."""

    files: list[Path] = field(default_factory=list)
    crawls: dict[str, PastCrawl] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    others: dict[str, Body] = field(default_factory=dict)  # what servers say with other statuses than 200
    rendered: dict[str, Visit] = field(default_factory=dict)
    renderings: dict[str, Body] = field(default_factory=dict)
    led_to: dict[Plan, dict[str, None]] = field(default_factory=dict)

    def last_crawl(self, site: str | None, starts: tuple[str, ...]) -> PastCrawl | None:
        """The last crawl that began with the same arguments.

        One that has ended under a clock that was ahead tells nothing of which was last.
        """
        now = utc_now()
        same = [crawl for crawl in self.crawls.values() if crawl.plan == (site, starts)]
        told = [crawl for crawl in same if crawl.reason != FINISHED or crawl.started_at <= now]
        return max(told, key=lambda crawl: crawl.started_at, default=None)

    def ahead(self, now: datetime) -> list[PastCrawl]:
        """The crawls that began later than now."""
        return [crawl for crawl in self.crawls.values() if crawl.started_at > now]

    def known_pages(self, plan: Plan) -> Iterator[str]:
        """The addresses that crawls of a plan have come to, but for those that lead on or were gone when last asked."""
        for url in self.led_to.get(plan, ()):
            status = self.visits[url].status or 0
            if not url.endswith("/robots.txt") and status not in GONE_STATUSES and not 300 <= status < 304:
                yield url

    def body(self, url: str, status: int | None) -> Body | None:
        """The archived answer that a later one of this status may repeat."""
        if status in (200, 304):
            return self.bodies.get(url)
        other = self.others.get(url)
        return other if other and other.status == status else None

    def body_response(self, url: str, status: int | None = 200) -> Response | None:
        """The last whole answer archived at an address; None where it is not, or no longer, sound."""
        body = self.body(url, status)
        return self._response(url, body.file, body.at) if body else None

    def original(self, url: str, status: int) -> Original | None:
        """What a revisit of an address refers to."""
        body = self.body(url, status)
        return Original(url, body.date, body.payload_digest) if body else None

    def original_rendering(self, url: str) -> Original | None:
        """What a revisit of a rendering refers to."""
        body = self.renderings.get(url)
        return Original(url, body.date, body.payload_digest) if body else None

    def record_id(self, visit: Visit) -> str | None:
        """The id of the record that holds a visit's answer."""
        record = read_record(self.files[visit.file], visit.at)
        return record.record_id if record else None

    def response(self, url: str, visit: Visit) -> Response | None:
        """The answer of a visit to an address, for an unchanged page the one it has not changed since."""
        if visit.kind is VisitKind.UNCHANGED:
            return self.body_response(url, visit.status)
        return self._response(url, visit.file, visit.at)

    def rendered_response(self, url: str, visit: Visit) -> Response | None:
        """What a browser made of a page on a visit."""
        held_by = self.renderings.get(url) if visit.kind is VisitKind.UNCHANGED else visit
        record = read_record(self.files[held_by.file], held_by.at) if held_by else None
        if record is None or record.url != url:
            return None
        headers = {"Content-Type": RENDERED_TYPE}
        return HtmlResponse(url, headers=headers, body=record.body, flags=[ARCHIVED], encoding="utf-8")

    def _response(self, url: str, file: int, at: int) -> Response | None:
        record = read_record(self.files[file], at)
        if record is None or record.url != url or record.status is None:
            return None
        headers = Headers([(name, value.encode("utf-8", "surrogateescape")) for name, value in record.headers])
        make = responsetypes.from_args(headers=headers, url=url, body=record.body)
        return make(url, status=record.status, headers=headers, body=record.body, flags=[ARCHIVED])


def read_journal(folder: Path) -> Journal:
    """Read a folder of archive files, in the order in which they were begun; cut off what a kill left half written.

    Raises UserError for a file that cannot be read. Time is linear in the bytes archived.
    """
    journal = Journal(sorted(folder.glob("*.warc.gz")))
    for number, path in enumerate(journal.files):
        crawl: PastCrawl | None = None
        for record in read_archive(path, cut_torn_end=True):
            if record.type == "warcinfo":
                crawl = _begin(journal, record)
            elif crawl:
                _note(journal, crawl, number, record)
    return journal


def _begin(journal: Journal, record: ArchiveRecord) -> PastCrawl | None:
    fields = record.fields
    crawl_id = fields.get("crawl-id")
    if not crawl_id:
        return None
    started_at = naive_time(fields.get("crawl-started", "")) or record.date
    starts = tuple(fields.get("crawl-starts", "").split())
    crawl = journal.crawls.setdefault(
        crawl_id, PastCrawl(crawl_id, started_at, fields.get("crawl-site") or None, starts)
    )
    crawl.n_files += 1
    crawl.reason = None  # said again once it has ended again
    return crawl


def _note(journal: Journal, crawl: PastCrawl, file: int, record: ArchiveRecord) -> None:
    url = record.url
    if url is None or record.is_robots:  # as a page it is still to be asked for
        return
    if record.type == "metadata" and url.startswith(CRAWL_URL):
        crawl.end(record.fields.get("finish-reason"))
    elif record.content_type == RENDERED_TYPE:
        _note_rendering(journal, crawl, file, url, record)
    elif kind := _kind_of(record):
        before = crawl.visits.get(url)
        visit = Visit(record.date, kind, record.status, file, record.at, before.n_answers + 1 if before else 1)
        _keep_later(url, visit, journal.visits, crawl.visits)
        journal.led_to.setdefault(crawl.plan, {}).setdefault(url)
        if kind is VisitKind.ANSWER and not record.is_cut:
            _note_body(journal, file, url, record)
        elif kind is VisitKind.UNCHANGED:
            _renew_validators(journal, url, record)


def _note_body(journal: Journal, file: int, url: str, record: ArchiveRecord) -> None:
    status = record.status or 0
    if not record.payload_digest or 300 <= status < 400:  # a redirect says in its head where it leads
        return
    etag, modified = record.header("etag"), record.header("last-modified")
    body = Body(record.date, status, file, record.at, record.payload_digest, etag, modified)
    _keep_later(url, body, journal.bodies if status == 200 else journal.others)


def _renew_validators(journal: Journal, url: str, record: ArchiveRecord) -> None:
    """Note what a server says by now to tell a page from a later one; "not modified" may leave out what still holds."""
    body = journal.bodies.get(url)
    if body is None or body.date != record.refers_to_date:
        return
    etag, modified = record.header("etag"), record.header("last-modified")
    if record.status == 304:
        etag, modified = etag or body.etag, modified or body.last_modified
    journal.bodies[url] = replace(body, etag=etag, last_modified=modified)


def _note_rendering(journal: Journal, crawl: PastCrawl, file: int, url: str, record: ArchiveRecord) -> None:
    kind = VisitKind.UNCHANGED if record.type == "revisit" else VisitKind.ANSWER
    _keep_later(url, Visit(record.date, kind, None, file, record.at), journal.rendered, crawl.rendered)
    if kind is VisitKind.ANSWER:
        digest = record.payload_digest or payload_digest(record.body)
        _keep_later(url, Body(record.date, 200, file, record.at, digest, None, None), journal.renderings)


def _kind_of(record: ArchiveRecord) -> VisitKind | None:
    if record.type == "metadata":
        return VisitKind.FAILURE if "failure" in record.fields else None
    return {"response": VisitKind.ANSWER, "revisit": VisitKind.UNCHANGED}.get(record.type)


def _keep_later(url: str, found: _Dated, *tables: dict[str, _Dated]) -> None:
    for table in tables:
        known = table.get(url)
        if known is None or known.date <= found.date:
            table[url] = found


def same_content(one: Response, other: Response) -> bool:
    """Whether two answers hold the same page, however it was encoded on its way."""
    bodies = [_decoded(response) for response in (one, other)]
    return bodies[0] is not None and bodies[0] == bodies[1]


def is_whole(response: Response) -> bool:
    """Whether the body of an answer can be decoded."""
    return _decoded(response) is not None


def _decoded(response: Response) -> bytes | None:
    names: Iterator[bytes] = iter(response.headers.getlist("Content-Encoding"))
    headers = tuple(("content-encoding", name.decode("latin-1")) for name in names)
    try:
        return decoded_body(ArchiveRecord("response", datetime.min, headers=headers, body=response.body))
    except BodyError:
        return None
