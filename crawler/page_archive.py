"""Finds one page in the archive: its last visit, and the bytes that hold what it said then."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from crawler.archive_reader import ArchiveRecord, decoded_body, read_archive
from crawler.encodings import BodyError
from crawler.extraction import entry_of, redirect_target
from normalize.records import PageReading
from normalize.urls import canonical, is_web

_VISITS: Final = ("response", "resource", "conversion", "revisit")
_MOST_REDIRECTS: Final = 5


@dataclass(frozen=True, slots=True)
class Archived:
    """A page as the archive has it; `body` is None where its last visit brought none."""

    reading: PageReading
    body: bytes | None
    content_type: str | None
    path: Path
    visited_at: datetime


@dataclass(frozen=True, slots=True)
class _Visit:
    """A record of a page, the `warcinfo` that precedes it, and when it last held."""

    record: ArchiveRecord
    told_by: ArchiveRecord | None
    path: Path
    held_at: datetime


def find_page(archive: Path, url: str, site: str | None) -> Archived | None:
    """The page at `url` as last visited; None where the archive has not been there. Linear in the archive's length."""
    url = canonical(url)
    for _ in range(_MOST_REDIRECTS):
        visit = _last_visit(archive, url)
        if visit is None:
            return None
        target = redirect_target(visit.record)
        if target is None:
            return _archived(visit, site)
        url = target
    return None


def _last_visit(archive: Path, url: str) -> _Visit | None:
    last = whole = None
    for path in sorted(archive.glob("*.warc.gz")):
        told_by = None
        for record in read_archive(path):
            if record.type == "warcinfo":
                told_by = record
            elif not _is_visit(record, url) or last and record.date < last.held_at:
                continue
            elif record.type == "revisit":
                last = whole and _Visit(whole.record, whole.told_by, whole.path, record.date)
            else:
                last = _Visit(record, told_by, path, record.date)
                whole = last if record.status == 200 or record.type == "conversion" else whole
    return last


def _is_visit(record: ArchiveRecord, url: str) -> bool:
    """Whether a record says what came of asking for a page."""
    if record.url is None or not (record.type in _VISITS or "failure" in record.fields):
        return False
    return is_web(record.url) and canonical(record.url) == url


def _archived(visit: _Visit, site: str | None) -> Archived | None:
    entry = entry_of(visit.record, visit.told_by, site)
    if entry is None or entry.page is None:
        return None
    content_type = visit.record.content_type if visit.record.type != "response" else visit.record.header("content-type")
    return Archived(entry.page, _body(visit.record), content_type, visit.path, visit.held_at)


def _body(record: ArchiveRecord) -> bytes | None:
    try:
        return decoded_body(record) if record.type != "metadata" else None
    except BodyError:
        return None
