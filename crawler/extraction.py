"""From archives and saved files to records: what was fetched is decided here, what a page says in `normalize`."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import urljoin, urlsplit

import pyarrow as pa

from crawler.archive_reader import ArchiveRecord, decoded_body, naive_time, read_archive
from crawler.discovery import is_sitemap, is_sitemap_name
from crawler.encodings import BodyError
from crawler.journal import CRAWL_URL
from crawler.page_reading import read_or_fail
from crawler.parallel import Workers
from crawler.plan import Scope
from crawler.record_files import (
    SAVED_FILES,
    RecordFile,
    Source,
    comparison_pages_of,
    entries_table,
    replace_inputs,
    site_of,
)
from normalize.errors import UserError
from normalize.extract import LARGEST_PAGE_BYTES, unread
from normalize.records import Entry, EntryKind, PageReading, PageState
from normalize.states import challenge_in
from normalize.urls import canonical, is_web

ARCHIVE_SUFFIXES: Final = (".warc", ".warc.gz")
PAGE_SUFFIXES: Final = (".html", ".htm", ".txt")
_WITHOUT_HEAD: Final = ("resource", "conversion")
BATCH_RECORDS: Final = 256
LONG_FILE_BYTES: Final = 500_000  # a shorter one is read before another process has begun
_STATES: Final[dict[int, PageState]] = {
    401: "blocked",
    403: "blocked",
    404: "gone",
    410: "gone",
    429: "blocked",
}
BLOCKED_STATUSES: Final = frozenset(status for status, state in _STATES.items() if state == "blocked")
_CRAWL_ID: Final = re.compile(r"[0-9a-f]{32}")
# Other tools archive what pages are made of, too.
_NO_PAGES: Final = re.compile(
    r"(?:image|audio|video|font)/|text/css|application/(?:json|pdf|octet-stream)|.*javascript"
)


@dataclass(frozen=True)
class Extraction:
    """What an extraction has written, and how many comparison pages it has found."""

    records: list[Path]
    n_comparison_pages: int
    n_known: int = 0  # files that had been read before, by these readers


def extract(paths: Sequence[Path], dataset: Path, site: str | None = None) -> list[Path]:
    """Read archives and saved files, or folders of them, into the dataset's records; return the files written.

    Raises UserError for a path that is missing or holds nothing readable, and for a folder that is not writable.
    """
    return extract_files(sources(paths), dataset, site).records


def sources(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: those given and those in the folders given, at any depth.

    Raises UserError where one cannot be read, before the records of any are replaced.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UserError(f"{path} does not exist", "give a saved page, an archive or a folder of them")
        files = _files(path) if path.is_dir() else [path]
        readable = [file for file in files if _is_archive(file) or _is_page(file)]
        if not readable:
            raise UserError(
                f"nothing to read in {path}", f"give {', '.join(ARCHIVE_SUFFIXES + PAGE_SUFFIXES)} files or folders"
            )
        for file in readable:
            _check_readable(file)
        found |= dict.fromkeys(file.resolve() for file in readable)
    return list(found)


def _files(folder: Path) -> list[Path]:
    found = (Path(parent, name) for parent, _, names in os.walk(folder, onerror=_refuse) for name in names)
    return sorted(file for file in found if file.is_file())


def _check_readable(file: Path) -> None:
    try:
        str(file).encode()
        file.open("rb").close()
    except UnicodeEncodeError as error:
        raise UserError(f"the name {str(file)!a} is no UTF-8", "give it another") from error
    except OSError as error:
        _refuse(error)


def _refuse(error: OSError) -> NoReturn:
    raise UserError(f"cannot read {error.filename}: {error.strerror}", "check its name and permissions") from error


def extract_files(files: Sequence[Path], dataset: Path, site: str | None = None) -> Extraction:
    """Read the files into the dataset's records: one records file for each archive, one for all saved pages.

    An archive that these readers have read before is not read again.
    """
    records, n_comparison_pages, n_known = [], 0, 0
    for file in filter(_is_archive, files):
        input_name = input_name_of(file, dataset)
        source = Source.of(file, site)
        target = RecordFile(dataset, records_name(file, input_name), source)
        known = comparison_pages_of(target.path, source)
        if known is not None:
            n_known += 1
            n_comparison_pages += known
            continue
        with target:
            for table, n_found in archive_tables(file, input_name, site):
                target.add_table(table, n_found)
        records.append(target.path)
        n_comparison_pages += target.n_comparison_pages
    if pages := [file for file in files if not _is_archive(file)]:
        inputs = {input_name_of(file, dataset): file for file in pages}
        target = replace_inputs(dataset, set(inputs), (page_entry(file, name, site) for name, file in inputs.items()))
        records.append(target.path)
        n_comparison_pages += target.n_comparison_pages
    return Extraction(records, n_comparison_pages, n_known)


def catch_up(dataset: Path) -> Extraction:
    """Read what is in the dataset's own archive and was never read, or by other versions of the readers alone.

    What a file was read as (its site) it is read as again.
    """
    found = [extract_files([file], dataset, site_of(_records_of(file, dataset))) for file in archive_files(dataset)]
    return Extraction(
        [path for each in found for path in each.records],
        sum(each.n_comparison_pages for each in found),
        sum(each.n_known for each in found),
    )


def read_left(dataset: Path) -> None:
    """Read what a crawl that was killed has left in the dataset's archive, of which nothing was read."""
    extract_files([file for file in archive_files(dataset) if not _records_of(file, dataset).exists()], dataset)


def archive_files(dataset: Path) -> list[Path]:
    """The files of the dataset's own archive, in the order in which they were begun."""
    return sorted((dataset / "archive").glob("*.warc.gz"))


def _records_of(file: Path, dataset: Path) -> Path:
    return dataset / "records" / f"{records_name(file, input_name_of(file, dataset))}.parquet"


def input_name_of(file: Path, dataset: Path) -> str:
    """Return the file's name in the records: relative to the dataset where it lies inside, else absolute."""
    file, dataset = file.resolve(), dataset.resolve()
    return (file.relative_to(dataset) if file.is_relative_to(dataset) else file).as_posix()


def records_name(file: Path, input_name: str) -> str:
    """Return the name of an archive's records; archives from elsewhere may bear the same name and are told apart."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", re.sub(r"\.warc(?:\.gz)?$", "", file.name, flags=re.IGNORECASE))
    if input_name == f"archive/{stem}.warc.gz" and stem != SAVED_FILES:
        return stem
    return f"{stem}-{hashlib.blake2b(input_name.encode(), digest_size=4).hexdigest()}"


def page_entry(file: Path, input_name: str, site: str | None) -> Entry:
    """Read one saved page. A `.txt` file is plain text in UTF-8; what an `.html` file is, its content says."""
    try:
        with file.open("rb") as stream:
            time = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, UTC).replace(tzinfo=None)
            body = stream.read(LARGEST_PAGE_BYTES + 1)
    except OSError as error:
        _refuse(error)
    url = file.resolve().as_uri()
    if len(body) > LARGEST_PAGE_BYTES:
        reason = f"file of more than {LARGEST_PAGE_BYTES} bytes"
        reading = unread(url, state="failed", site=site, reason=reason)
    else:
        content_type = "text/plain; charset=utf-8" if file.suffix.lower() == ".txt" else None
        reading = read_or_fail(body, url=url, content_type=content_type, site=site, is_saved=True)
    return Entry(input=input_name, kind="page", crawl_started_at=time, at=time, url=url, page=reading)


def archive_entries(file: Path, input_name: str, site: str | None) -> Iterator[Entry]:
    """Yield what an archive holds, in its order. `site` wins over what the archive says of itself."""
    for batch in batches(read_archive(file), Origin(input_name, site)):
        yield from batch.entries()


def archive_tables(file: Path, input_name: str, site: str | None) -> Iterator[tuple[pa.Table, int]]:
    """Yield the same in tables of entries, each with its number of comparison pages; long files with all processors."""
    found = batches(read_archive(file), Origin(input_name, site))
    if file.stat().st_size < LONG_FILE_BYTES:
        yield from map(Batch.table, found)
        return
    with Workers() as workers:
        yield from workers.map_in_order(Batch.table, found)


def entry_of(record: ArchiveRecord, told_by: ArchiveRecord | None, site: str | None) -> Entry | None:
    """What one record says, by the `warcinfo` that precedes it; None for one that says nothing of a page or a crawl."""
    origin = Origin("archive", site)
    return _ArchiveEntries(origin.told_by(told_by) if told_by else origin).entry(record)


def batches(records: Iterable[ArchiveRecord], origin: "Origin") -> Iterator["Batch"]:
    """Cut an archive into batches of records, each of which is read by itself."""
    batch: list[ArchiveRecord] = []
    for record in records:
        if record.type == "warcinfo":
            if batch:
                yield Batch(origin, batch)
            origin, batch = origin.told_by(record), []
        batch.append(record)
        if len(batch) == BATCH_RECORDS:
            yield Batch(origin, batch)
            batch = []
    if batch:
        yield Batch(origin, batch)


@dataclass(frozen=True)
class Origin:
    """Whose pages the records that follow are: what the last `warcinfo` said of the crawl."""

    input: str
    site: str | None
    crawl_id: str | None = None
    started_at: datetime | None = None
    scope: Scope = field(default_factory=Scope)

    def told_by(self, record: ArchiveRecord) -> "Origin":
        """The origin of what follows a `warcinfo` record."""
        crawl_id = record.fields.get("crawl-id", "")
        hosts = frozenset(filter(None, record.fields.get("crawl-hosts", "").split(",")))
        return replace(
            self,
            crawl_id=crawl_id if _CRAWL_ID.fullmatch(crawl_id) else None,
            started_at=naive_time(record.fields.get("crawl-started", "")) or record.date,
            scope=Scope(record.fields.get("crawl-site") or None, hosts),
        )


@dataclass(frozen=True)
class Batch:
    """Some records of one archive."""

    origin: Origin
    records: list[ArchiveRecord]

    def entries(self) -> Iterator[Entry]:
        """Read them."""
        reader = _ArchiveEntries(self.origin)
        return filter(None, map(reader.entry, self.records))

    def table(self) -> tuple[pa.Table, int]:
        """Read them into a table, and count the comparison pages."""
        return entries_table(self.entries())


class _ArchiveEntries:
    """Turns the records of one crawl into entries."""

    def __init__(self, origin: Origin) -> None:
        self._input = origin.input
        self._site = origin.site
        self._crawl_id = origin.crawl_id
        self._started_at = origin.started_at
        self._scope = origin.scope

    def entry(self, record: ArchiveRecord) -> Entry | None:
        """Return what the record says; None for one that says nothing of a page or a crawl."""
        if record.type == "warcinfo":
            return self._crawl_started(record)
        if record.type == "metadata" and (record.url or "").startswith(CRAWL_URL):
            return self._finished(record)
        if not record.url or not is_web(record.url):
            return None
        if record.type == "metadata":
            return self._failure(record, record.url)
        if record.type in ("response", "resource"):
            return self._answer(record, record.url)
        if record.type == "conversion" and self._crawl_id:
            return self._body(record, record.url)
        if record.type == "revisit":
            return self._unchanged(record, record.url)
        return None

    def _crawl_started(self, record: ArchiveRecord) -> Entry | None:
        if not self._crawl_id:
            return None
        version = record.fields.get("software", "").rpartition("/")[2] or None
        return self._entry("crawl_started", record, software_version=version)

    def _finished(self, record: ArchiveRecord) -> Entry | None:
        if record.url != f"{CRAWL_URL}{self._crawl_id}":
            return None
        reason = record.fields.get("finish-reason")
        at = naive_time(record.fields.get("finished", "")) or record.date
        return self._entry("crawl_finished", record, at=at, finish_reason=reason)

    def _failure(self, record: ArchiveRecord, url: str) -> Entry | None:
        failure = record.fields.get("failure")
        if failure not in ("disallowed", "failed"):
            return None
        if kind := _kind_by_name(record, url):
            return self._entry(kind, record)
        state: PageState = "disallowed" if failure == "disallowed" else "failed"
        reason = record.fields.get("reason", "") or failure
        return self._entry("page", record, page=unread(url, state=state, site=self._site_at(url), reason=reason))

    def _answer(self, record: ArchiveRecord, url: str) -> Entry | None:
        if location := redirect_target(record):
            return self._entry(_kind_by_name(record, url) or "redirect", record, location=location)
        if kind := _kind_by_name(record, url):
            return self._entry(kind, record)
        if self._crawl_id is None and _NO_PAGES.match(_content_type(record) or ""):
            return None
        return self._body(record, url)

    def _unchanged(self, record: ArchiveRecord, url: str) -> Entry | None:
        """A page that is as it was. Its `page` says what holds where no archive has the fetch that it refers to."""
        if kind := _kind_by_name(record, url):
            return self._entry(kind, record)
        state = _STATES.get(record.status or 0, "failed")
        reason = "unchanged since a fetch that no archive here holds"
        return self._entry("revisit", record, page=unread(url, state=state, site=self._site_at(url), reason=reason))

    def _body(self, record: ArchiveRecord, url: str) -> Entry:
        site = self._site_at(url)
        try:
            body = decoded_body(record)
        except BodyError as error:
            if _is_success(record) and is_sitemap(error.beginning, url):  # one may be longer than a page
                return self._entry("sitemap", record)
            state = _STATES.get(record.status or 0, "failed")
            return self._entry("page", record, page=unread(url, state=state, site=site, reason=str(error)))
        if not _is_success(record):
            return self._entry("page", record, page=_error_page(record, url, body, site))
        if is_sitemap(body, url):
            return self._entry("sitemap", record)
        reading = read_or_fail(body, url=url, content_type=_content_type(record), site=site)
        return self._entry("page", record, page=reading)

    def _site_at(self, url: str) -> str | None:
        return self._site or self._scope.site_name(url)

    def _entry(
        self,
        kind: EntryKind,
        record: ArchiveRecord,
        *,
        at: datetime | None = None,
        location: str | None = None,
        finish_reason: str | None = None,
        software_version: str | None = None,
        page: PageReading | None = None,
    ) -> Entry:
        started_at = self._started_at or record.date
        if self._crawl_id is None:  # another tool's file may begin with a date that is later than its pages'
            started_at = min(started_at, record.date)
        return Entry(
            input=self._input,
            kind=kind,
            crawl_id=self._crawl_id,
            crawl_started_at=started_at,
            at=at or record.date,
            url=None if kind in ("crawl_started", "crawl_finished") else record.url,
            location=location,
            refers_to_url=record.refers_to_url if kind == "revisit" else None,
            refers_to_at=record.refers_to_date if kind == "revisit" else None,
            http_status=_status(record),
            finish_reason=finish_reason,
            software_version=software_version,
            page=page,
        )


def redirect_target(record: ArchiveRecord) -> str | None:
    """Return the canonical URL that an answer redirects to; None where it leads to no web address."""
    location = record.header("location")
    if record.status not in (301, 302, 303, 307, 308) or not location:
        return None
    try:
        target = urljoin(record.url or "", location)
        return canonical(target) if is_web(target) else None
    except ValueError:
        return None


def _error_page(record: ArchiveRecord, url: str, body: bytes, site: str | None) -> PageReading:
    state = _STATES.get(record.status or 0, "failed")
    reason = f"status {record.status}" if record.status else "no status"
    if state == "failed" and record.header("location"):
        reason += f" to {record.header('location')}"
    if state != "gone" and (challenge := challenge_in(body, _content_type(record))):
        state, reason = "blocked", f"{reason}, {challenge}"
    digest = hashlib.sha256(body).hexdigest()
    return unread(url, state=state, site=site, reason=reason, content_sha256=digest)


def _status(record: ArchiveRecord) -> int | None:
    if record.type == "conversion":  # made of an answer that was whole
        return 200
    return record.status if (record.status or 0) >= 100 else None


def _is_success(record: ArchiveRecord) -> bool:
    """Whether an answer is a whole page: 206 says that it is a part, which nobody has asked for."""
    return record.type in _WITHOUT_HEAD or (200 <= (record.status or 0) < 300 and record.status != 206)


def _content_type(record: ArchiveRecord) -> str | None:
    return record.content_type if record.type in _WITHOUT_HEAD else record.header("content-type")


def _kind_by_name(record: ArchiveRecord, url: str) -> EntryKind | None:
    """What is told by what was asked for alone, whatever the answer was."""
    if record.is_robots or urlsplit(url).path == "/robots.txt":
        return "robots"
    return "sitemap" if is_sitemap_name(url) else None


def _is_archive(path: Path) -> bool:
    return path.name.lower().endswith(ARCHIVE_SUFFIXES)


def _is_page(path: Path) -> bool:
    return path.name.lower().endswith(PAGE_SUFFIXES)
