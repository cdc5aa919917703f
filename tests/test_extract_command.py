"""`scrapy extract` and the records it writes: from our archives, other tools' archives, saved pages, and folders."""

import gzip
import os
import shutil
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from loopback import Answer, WebServer, assert_one_line, entries, scrapy
from test_crawl import FAST, comparison

from crawler.archive import ArchiveWriter, CrawlInfo, Message
from crawler.extraction import extract, extract_files, sources
from normalize.errors import UserError
from normalize.records import Entry
from normalize.schemas import arrow_schema

AT = datetime(2026, 1, 2, 3, 4, 6, 789)
MODIFIED = datetime(2025, 6, 7, 8, 9, 10)
STARTED = datetime(2026, 1, 2, 3, 4, 5)


def archive(folder: Path, *answers: tuple[str, int, dict[str, str], bytes], site: str | None = "shiporskip") -> Path:
    """An archive as a crawl that was killed leaves it, of answers by path."""
    writer = ArchiveWriter(folder, CrawlInfo("ab" * 16, STARTED, site, ["a.test"]))
    for url, status, headers, body in answers:
        pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
        asked = Message("GET / HTTP/1.1", [])
        writer.exchange(url, AT, asked, Message(f"HTTP/1.1 {status} X", pairs, body))
    writer.close()
    return writer.paths[0]


def saved(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (1749283750, 1749283750))
    return path


def foreign(path: Path, *answers: tuple[str, str, bytes]) -> Path:
    """An archive by another tool: WARC 1.0, without what our own say of the crawl."""
    records = [
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    ]
    for url, content_type, body in answers:
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-01T00:00:09Z\r\n"
        records.append(f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")
    path.write_bytes(b"".join(records))
    return path


def test_an_archive_gives_the_records_its_crawl_gave(tmp_path: Path) -> None:
    site = {"/compare/a-vs-b": Answer(comparison("A", "B", "/compare/c-vs-d"))}
    with WebServer(site) as server:
        url = server.url("/compare/a-vs-b")
        run = scrapy(
            "crawl", "comparisons", "-a", f"start={url}", "-a", "site=shiporskip", *FAST, dataset=tmp_path / "1"
        )
    assert run.returncode == 0, run.stderr
    by_crawl = entries(tmp_path / "1")
    shutil.rmtree(tmp_path / "1" / "records")
    again = scrapy("extract", str(tmp_path / "1" / "archive"), dataset=tmp_path / "1")
    assert again.returncode == 0, again.stderr
    assert entries(tmp_path / "1") == by_crawl
    elsewhere = scrapy("extract", str(tmp_path / "1" / "archive"), dataset=tmp_path / "2")
    assert elsewhere.returncode == 0, elsewhere.stderr
    (file,) = (tmp_path / "1" / "archive").iterdir()
    assert entries(tmp_path / "2") == [row | {"input": str(file)} for row in by_crawl]


def test_what_each_answer_becomes(tmp_path: Path) -> None:
    html = {"Content-Type": "text/html"}
    zipped = html | {"Content-Encoding": "gzip"}
    path = archive(
        tmp_path / "archive",
        ("http://a.test/robots.txt", 200, {}, b"User-agent: *"),
        ("http://a.test/sitemap.xml", 404, {}, b""),
        ("http://a.test/list", 200, {}, b"<?xml version='1.0'?><urlset></urlset>"),
        ("http://a.test/compare/old-vs-b", 302, {"Location": "a-vs-b/?utm_source=x#y"}, b""),
        ("http://a.test/compare/a-vs-b", 200, html, comparison("A", "B")),
        (
            "http://a.test/compare/zip-vs-b",
            200,
            html | {"Content-Encoding": "gzip"},
            gzip.compress(comparison("Z", "B")),
        ),
        ("http://a.test/compare/cut-vs-b", 200, zipped, gzip.compress(b"<p>")[:-3]),
        ("http://a.test/compare/gone-vs-b", 410, html, b"gone"),
        ("http://a.test/compare/busy-vs-b", 429, html, b"busy"),
        ("http://a.test/compare/error-vs-b", 500, html, b"error"),
        ("http://a.test/compare/file-vs-b", 301, {"Location": "file:///etc/passwd"}, b""),
        ("http://other.test/compare/a-vs-b", 200, html, comparison("A", "B")),
    )
    extraction = extract_files([path], tmp_path)
    assert extraction.records == [tmp_path / "records" / f"{path.name.removesuffix('.warc.gz')}.parquet"]
    assert extraction.n_comparison_pages == 3
    first, *rows = pq.read_table(extraction.records[0]).to_pylist()
    assert (first["kind"], first["software_version"], first["crawl_started_at"]) == ("crawl_started", "0.1.0", STARTED)
    assert all(row["crawl_id"] == "ab" * 16 and row["at"] == AT for row in rows)
    assert [(row["kind"], row["http_status"], row["page"] and row["page"]["state"]) for row in rows] == [
        ("robots", 200, None),
        ("sitemap", 404, None),
        ("sitemap", 200, None),
        ("redirect", 302, None),
        ("page", 200, "ok"),
        ("page", 200, "ok"),
        ("page", 200, "failed"),
        ("page", 410, "gone"),
        ("page", 429, "blocked"),
        ("page", 500, "failed"),
        ("page", 301, "failed"),
        ("page", 200, "ok"),
    ]
    assert rows[3]["location"] == "http://a.test/compare/a-vs-b"
    assert "truncated gzip" in rows[6]["page"]["problems"][0]
    assert [row["page"]["site"] for row in rows if row["kind"] == "page"] == ["shiporskip"] * 7 + ["other.test"]


def test_the_site_argument_wins(tmp_path: Path) -> None:
    path = archive(tmp_path, ("http://a.test/compare/a-vs-b", 200, {}, comparison("A", "B")), site=None)
    (file,) = extract([path], tmp_path / "data")
    assert pq.read_table(file)["page"].to_pylist()[1]["site"] == "a.test"
    (again,) = extract([path], tmp_path / "data", "shiporskip")
    assert again == file
    assert pq.read_table(file)["page"].to_pylist()[1]["site"] == "shiporskip"


def test_a_torn_archive_gives_what_precedes_the_tear(tmp_path: Path) -> None:
    answers = [(f"http://a.test/compare/a{n}-vs-b", 200, {}, comparison(f"A{n}", "B")) for n in range(3)]
    path = archive(tmp_path / "archive", *answers)
    path.write_bytes(path.read_bytes()[:-100])
    run = scrapy("extract", str(tmp_path / "archive"), dataset=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "ends within a record" in run.stderr
    assert len([row for row in entries(tmp_path) if row["kind"] == "page"]) == 2


def test_another_tools_archive(tmp_path: Path) -> None:
    path = foreign(
        tmp_path / "other.warc",
        ("http://a.test/compare/a-vs-b", "text/html", comparison("A", "B")),
        ("http://a.test/style.css", "text/css", b"b {}"),
        ("http://a.test/logo.png", "image/png", b"\x89PNG"),
        ("http:///nowhere", "text/html", b"<p>"),
    )
    (file,) = extract([path], tmp_path / "data")
    (row,) = pq.read_table(file).to_pylist()
    assert (row["kind"], row["crawl_id"], row["input"]) == ("page", None, str(path))
    assert (row["crawl_started_at"], row["at"]) == (datetime(2020, 1, 1), datetime(2020, 1, 1, 0, 0, 9))
    assert row["page"]["state"] == "ok"


def test_archives_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        paths.append(foreign(tmp_path / folder / "saved files.warc", ("http://a.test/", "text/html", b"<p>")))
    assert len(set(extract(paths, tmp_path / "data"))) == 2


def test_saved_files_share_one_file_in_which_each_replaces_itself(tmp_path: Path) -> None:
    dataset = tmp_path / "data"
    page = saved(
        tmp_path, "pages/deep/a.HTML", b"<link rel=canonical href=http://a.test/a-vs-b>" + comparison("A", "B")
    )
    text = saved(tmp_path, "pages/b.txt", "Nichts verglichen: ä".encode())
    saved(tmp_path, "pages/notes.md", b"not a page")
    (file,) = extract([tmp_path / "pages"], dataset)
    assert file == dataset / "records" / "saved-files.parquet"
    rows = {row["input"]: row for row in pq.read_table(file).to_pylist()}
    assert set(rows) == {str(page), str(text)}
    row = rows[str(page)]
    assert (row["kind"], row["crawl_id"], row["at"], row["crawl_started_at"]) == ("page", None, MODIFIED, MODIFIED)
    assert (row["url"], row["page"]["url"], row["page"]["state"]) == (page.as_uri(), "http://a.test/a-vs-b", "ok")
    assert rows[str(text)]["page"]["state"] == "not_comparison"
    saved(tmp_path, "pages/b.txt", b"changed")
    extract([text], dataset)
    changed = {row["input"]: row for row in pq.read_table(file).to_pylist()}
    assert changed[str(page)] == row
    assert changed[str(text)]["page"]["content_sha256"] != rows[str(text)]["page"]["content_sha256"]
    assert pq.read_schema(file).equals(arrow_schema(Entry), check_metadata=False)
    assert [path.name for path in (dataset / "records").iterdir()] == ["saved-files.parquet"]


def test_a_file_that_is_too_long_is_failed(tmp_path: Path) -> None:
    saved(tmp_path, "big.html", bytes(10_000_001))
    (file,) = extract([tmp_path / "big.html"], tmp_path / "data")
    assert pq.read_table(file)["page"].to_pylist()[0]["state"] == "failed"


def test_records_of_an_extraction_that_fails_are_as_before(tmp_path: Path) -> None:
    page = saved(tmp_path, "a.html", comparison("A", "B"))
    (file,) = extract([page], tmp_path / "data")
    before = file.read_bytes()
    missing = tmp_path / "b.html"
    with pytest.raises(UserError, match="cannot read"):
        extract_files([page, missing], tmp_path / "data")
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("name", ["b.html", "b.warc.gz"])
def test_a_file_that_cannot_be_read_is_told_before_anything_is_written(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(tmp_path / "in", ("http://a.test/compare/a-vs-b", 200, {}, comparison("A", "B")))
    shut = saved(tmp_path, f"in/{name}", comparison("A", "B"))
    opened = Path.open

    def refuse(path: Path, *args: object, **options: object) -> object:
        if path == shut:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match=rf"cannot read {shut}: Permission denied"):
        extract([tmp_path / "in"], tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UserError, match=rf"cannot read {tmp_path}: Permission denied"):
        sources([tmp_path])


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    saved(tmp_path, "a\udcff.html", comparison("A", "B"))
    assert_one_line(scrapy("extract", str(tmp_path), dataset=tmp_path / "data"), "no UTF-8")


@pytest.mark.parametrize("content", [b"PAR1", None])
def test_what_lies_in_place_of_records_is_told(tmp_path: Path, content: bytes | None) -> None:
    page = saved(tmp_path, "a.html", comparison("A", "B"))
    path = saved(tmp_path, "data/records/saved-files.parquet", content or b"")
    if content is None:
        pq.write_table(pa.table({"a": [1]}), path)
    told = "no Parquet file" if content else "holds no records"
    assert_one_line(scrapy("extract", str(page), dataset=tmp_path / "data"), told, "extract the saved pages again")


def test_a_folder_is_read_with_the_archives_in_it(tmp_path: Path) -> None:
    archive(tmp_path / "in", ("http://a.test/compare/a-vs-b", 200, {}, comparison("A", "B")))
    saved(tmp_path, "in/deep/c-vs-d.html", comparison("C", "D"))
    assert [path.name for path in sources([tmp_path / "in", tmp_path / "in" / "deep"])] == [
        "20260102T030405Z-abababab-00000.warc.gz",
        "c-vs-d.html",
    ]
    assert len(extract([tmp_path / "in"], tmp_path / "data")) == 2


def test_the_command_reads_saved_pages_by_the_rules_of_a_site(tmp_path: Path) -> None:
    page = saved(tmp_path, "page.html", comparison("A", "B"))
    run = scrapy("extract", str(page), "-a", "site=shiporskip", dataset=tmp_path / "data")
    assert run.returncode == 0, run.stderr
    (row,) = entries(tmp_path / "data")
    assert row["page"]["site"] == "shiporskip"  # type: ignore[index]


def test_nothing_compared_is_status_1(tmp_path: Path) -> None:
    run = scrapy("extract", str(saved(tmp_path, "page.html", b"<p>Nothing.</p>")), dataset=tmp_path / "data")
    assert run.returncode == 1
    assert "no comparison page was found" in run.stderr
    assert f'see scrapy query -s DATASET_DIR={tmp_path / "data"} "from pages"' in run.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], ["nothing to read was given", "archive"]),
        ([""], ["one of the paths is empty"]),
        (["page.html", ""], ["one of the paths is empty"]),
        (["missing.html"], ["missing.html does not exist"]),
        (["empty"], ["nothing to read in", ".warc.gz", ".html"]),
        (["page.pdf"], ["nothing to read in", ".txt"]),
        (["bad.warc"], ["bad.warc is no WARC file"]),
        (["page.html", "-a", "site=nowhere"], ["unknown site 'nowhere'", "generic", "shiporskip"]),
        (["page.html", "-a", "start=http://a.test/"], ["unknown argument 'start'", "site"]),
        (["page.html", "-a", "site"], ["-a site=NAME"]),
        (["page.html", "--all"], ["unknown option --all"]),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, args: list[str], words: list[str]) -> None:
    saved(tmp_path, "page.html", comparison("A", "B"))
    saved(tmp_path, "page.pdf", b"%PDF")
    saved(tmp_path, "bad.warc", b"<p>")
    (tmp_path / "empty").mkdir()
    here = [str(tmp_path / arg) if "." in arg and "=" not in arg or arg == "empty" else arg for arg in args]
    assert_one_line(scrapy("extract", *here, dataset=tmp_path / "data"), *words)


def test_a_folder_that_is_not_writable_is_told(tmp_path: Path) -> None:
    page = saved(tmp_path, "page.html", comparison("A", "B"))
    assert_one_line(scrapy("extract", str(page), dataset=page / "data"), "cannot write to", "DATASET_DIR")
