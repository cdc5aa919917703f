"""The next crawl asks what has changed, archives no body twice, and keeps what is gone."""

import gzip
import itertools
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

import pyarrow.parquet as pq
from loopback import ROOT, Answer, WebServer, assert_one_line, page_states, scrapy, user_environment
from test_crawl import FAST, comparison
from warcio.archiveiterator import ArchiveIterator

from normalize.database import connect, select

TEXT = {"Content-Type": "text/html; charset=utf-8"}


class Site(WebServer):
    """A site that answers conditional requests as servers do, and notes which were conditional."""

    def conditional(self, body: bytes, etag: str) -> Callable[[int], Answer]:
        def answer(_: int) -> Answer:
            if self.headers[-1].get("if-none-match") == etag:
                return Answer(b"", 304, {"ETag": etag})
            return Answer(body, 200, TEXT | {"ETag": etag})

        return answer


def site() -> Site:
    server = Site({})
    numbers = itertools.count()
    modified = formatdate(1_790_000_000, usegmt=True)

    def dated(_: int) -> Answer:
        if server.headers[-1].get("if-modified-since") == modified:
            return Answer(b"", 304, {})
        return Answer(comparison("C", "D"), 200, TEXT | {"Last-Modified": modified})

    server.pages = {
        "/compare": server.conditional(
            b"".join(b'<a href="/compare/%s">x</a>' % name for name in (b"a-vs-b", b"c-vs-d", b"e-vs-f", b"g-vs-h")),
            '"i"',
        ),
        "/compare/a-vs-b": server.conditional(comparison("A", "B"), '"1"'),
        "/compare/c-vs-d": dated,
        "/compare/e-vs-f": Answer(comparison("E", "F")),
        # Packed anew each time, as some servers do: other bytes, the same page.
        "/compare/g-vs-h": lambda _: Answer(
            gzip.compress(comparison("G", "H"), mtime=next(numbers)), 200, TEXT | {"Content-Encoding": "gzip"}
        ),
    }
    return server


def crawl(server: WebServer, dataset: Path, *args: str, status: int = 0) -> str:
    where = ("-a", f"start={server.url('/compare')}", "-a", "site=shiporskip")
    run = scrapy("crawl", "comparisons", *where, *FAST, *args, dataset=dataset)
    assert run.returncode == status, run.stderr
    return run.stdout


def rows(dataset: Path, table: str) -> list[dict[str, object]]:
    volatile = {"last_seen_at", "fetched_at", "crawl_id"}
    found = pq.read_table(dataset / "data" / table).to_pylist()
    return [{name: value for name, value in row.items() if name not in volatile} for row in found]


def record_types(path: Path) -> list[tuple[str, str]]:
    """Types of the records about pages."""
    return [(kind, url) for kind, url in all_record_types(path) if "robots" not in url]


def all_record_types(path: Path) -> list[tuple[str, str]]:
    """Types of the records of answers, as another WARC library reads them."""
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI").split("/", 3)[3])
            for record in ArchiveIterator(file)
            if record.rec_type in ("response", "revisit")
        ]


def test_an_unchanged_site_costs_requests_and_nothing_else(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        before = {table: rows(tmp_path, table) for table in ("pages", "comparisons", "tools", "quotes", "votes")}
        n_asked = len(server.asked)
        said = crawl(server, tmp_path)
        assert "unchanged pages: 5" in said
        assert sorted(server.asked[n_asked:]) == sorted(server.asked[:n_asked])
    assert {table: rows(tmp_path, table) for table in before} == before
    first, second = sorted((tmp_path / "archive").iterdir())
    assert {kind for kind, _ in record_types(first)} == {"response"}
    assert {kind for kind, _ in record_types(second)} == {"revisit"}
    crawls = sorted(pq.read_table(tmp_path / "data" / "crawls").to_pylist(), key=lambda row: row["started_at"])
    assert [(row["n_pages"], row["n_changed"]) for row in crawls] == [(5, 5), (5, 0)]
    seen = {row["last_seen_at"] for row in pq.read_table(tmp_path / "data" / "tools").to_pylist()}
    assert seen == {crawls[1]["started_at"]}
    with connect(tmp_path) as connection:
        assert select(connection, "from changes").num_rows == 0


def test_what_an_older_version_left_is_read_and_built_again(tmp_path: Path) -> None:
    """Records of another schema, and a build that lacks tables."""
    with site() as server:
        crawl(server, tmp_path)
        for path in (tmp_path / "records").iterdir():
            older = pq.read_table(path)
            pq.write_table(older.drop_columns(["location"]).replace_schema_metadata(older.schema.metadata), path)
        for table in ("prices", "winners"):
            shutil.rmtree(tmp_path / "data" / table)
        assert_one_line(scrapy("query", "from tools", dataset=tmp_path), "no table prices", "scrapy build")
        assert_one_line(scrapy("build", dataset=tmp_path), "another version", "scrapy extract")
        assert "unchanged pages: 5" in crawl(server, tmp_path)
    assert len(rows(tmp_path, "tools")) == 8 and rows(tmp_path, "prices") == []


PROBE = """
import sys, threading
import crawler.journal, crawler.spiders.comparisons as spiders
from scrapy.cmdline import execute

def noted(name, function):
    def wrapped(*args):
        is_main = threading.current_thread() is threading.main_thread()
        sys.stderr.write(f"called {name} {is_main}\\n")
        return function(*args)
    return wrapped

crawler.journal.read_record = noted("read_record", crawler.journal.read_record)
spiders.challenge_in = noted("challenge_in", spiders.challenge_in)
execute(["scrapy", *sys.argv[1:]])
"""


def probed(server: WebServer, dataset: Path, *args: str) -> list[str]:
    """Crawl; return each reading of the archive and each search for a challenge, and whether the reactor waits."""
    where = ("-a", f"start={server.url('/compare')}", "-a", "site=shiporskip", "-s", f"DATASET_DIR={dataset}")
    command = [sys.executable, "-c", PROBE, "crawl", "comparisons", *where, *FAST, *args]
    run = subprocess.run(command, cwd=ROOT, env=user_environment(), capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return [line for line in run.stderr.splitlines() if line.startswith("called ")]


def test_a_page_is_read_from_the_archive_once_and_beside_the_crawl(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        called = probed(server, tmp_path)
    read = [line for line in called if "read_record" in line]
    assert read == ["called read_record False"] * 4  # three may answer 304, one is packed anew


def test_no_challenge_is_looked_for_in_what_the_archive_answers(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        called = probed(server, tmp_path, "-a", "max_age=1h")
    assert called == ["called read_record True"] * 5


def test_what_is_no_page_is_archived_once_while_it_is_the_same(tmp_path: Path) -> None:
    with site() as server:
        server.pages["/robots.txt"] = Answer(
            b"User-agent: *\nDisallow: /compare/e-", 200, {"Content-Type": "text/plain"}
        )
        server.pages["/compare/a-vs-b"] = Answer(b"gone for good", 410)
        crawl(server, tmp_path)
        said = crawl(server, tmp_path)
        assert "unchanged pages: 4" in said
        server.pages["/robots.txt"] = server.conditional(b"User-agent: *\nDisallow: /compare/g-", '"r"')
        server.pages["/compare/a-vs-b"] = Answer(b"gone indeed", 410)
        crawl(server, tmp_path)
        crawl(server, tmp_path)
    files = sorted((tmp_path / "archive").iterdir())
    written = [{url: kind for kind, url in all_record_types(path)} for path in files]
    told = [(types["robots.txt"], types["compare/a-vs-b"]) for types in written]
    assert told == [("response", "response"), ("revisit", "revisit")] * 2
    states = page_states(tmp_path)
    assert states["/compare/a-vs-b"] == "gone" and states["/compare/g-vs-h"] == "disallowed"


def locations(server: WebServer, kind: str, *paths: str) -> bytes:
    """A sitemap, or with `kind` sitemap an index of them."""
    root = "sitemapindex" if kind == "sitemap" else "urlset"
    entries = "".join(f"<{kind}><loc>{server.url(path)}</loc></{kind}>" for path in paths)
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'.encode()


def test_a_sitemap_that_is_unchanged_is_no_page_whatever_it_is_called(tmp_path: Path) -> None:
    with Site(
        {"/compare/a-vs-b": Answer(comparison("A", "B")), "/compare/c-vs-d": Answer(comparison("C", "D"))}
    ) as server:
        server.pages["/compare"] = Answer(locations(server, "sitemap", "/one.xml", "/two.xml"))
        server.pages["/one.xml"] = Answer(locations(server, "url", "/compare/a-vs-b"))
        server.pages["/two.xml"] = server.conditional(locations(server, "url", "/compare/c-vs-d"), '"2"')
        crawl(server, tmp_path)
        crawl(server, tmp_path)
    assert page_states(tmp_path) == {"/compare/a-vs-b": "ok", "/compare/c-vs-d": "ok"}


def test_a_redirect_asks_nothing_about_the_page_that_it_leads_away_from(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        server.pages["/compare/a-vs-b"] = Answer(b"", 301, {"Location": "/compare/new-vs-b"})
        server.pages["/compare/new-vs-b"] = server.conditional(comparison("New", "B"), '"1"')
        crawl(server, tmp_path)
    assert page_states(tmp_path)["/compare/new-vs-b"] == "ok"


def test_the_archive_alone_gives_the_same_tables(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        crawl(server, tmp_path)
    run = scrapy("extract", str(tmp_path / "archive"), dataset=tmp_path / "again")
    assert run.returncode == 0, run.stderr
    for table in ("pages", "comparisons", "tools", "quotes", "votes", "crawls"):
        assert pq.read_table(tmp_path / "again" / "data" / table) == pq.read_table(tmp_path / "data" / table)
    # Without the fetch that it refers to, a revisit says so.
    (tmp_path / "half").mkdir()
    last = max((tmp_path / "archive").iterdir())
    (tmp_path / "half" / last.name).write_bytes(last.read_bytes())
    run = scrapy("extract", str(tmp_path / "half"), "-a", "site=shiporskip", dataset=tmp_path / "lost")
    states = {
        (row["state"], row["problems"][0]) for row in pq.read_table(tmp_path / "lost" / "data" / "pages").to_pylist()
    }
    assert states == {("failed", "page: unchanged since a fetch that no archive here holds")}


def test_what_changes_is_told(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        server.pages["/compare/e-vs-f"] = Answer(comparison("E", "F").replace(b"75%", b"50%"))
        server.pages["/compare/c-vs-d"] = Answer(b"gone", 410)
        crawl(server, tmp_path)
    with connect(tmp_path) as connection:
        pages = select(connection, "select state from pages where url like '%c-vs-d'").to_pylist()
        assert pages == [{"state": "gone"}]
        kept = select(connection, "select first_seen_at < (select max(started_at) from crawls) as old from tools")
        assert len(kept) == 8 and all(row["old"] for row in kept.to_pylist())
        votes = select(
            connection,
            "select v.share, v.is_current from votes v join tools t using (tool_id) "
            "where t.name = 'E' and body = 'panel' order by observed_at",
        ).to_pylist()
        assert votes == [{"share": 0.75, "is_current": False}, {"share": 0.5, "is_current": True}]
        changes = select(connection, "select distinct table_name from changes order by all")["table_name"].to_pylist()
        assert "votes" in changes and "pages" in changes


def test_what_is_fresh_is_not_asked_for_again(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        n_asked = len(server.asked)
        crawl(server, tmp_path, "-a", "max_age=1h")
        assert server.asked[n_asked:] == []
        server.pages["/compare"] = Answer(b'<a href="/compare/new-vs-b">x</a>')
        server.pages["/compare/new-vs-b"] = Answer(comparison("New", "B"))
        time.sleep(1.1)
        crawl(server, tmp_path, "-a", "max_age=1s")
        assert "/compare/new-vs-b" in server.asked[n_asked:]


def test_a_wrong_age_is_told(tmp_path: Path) -> None:
    for age in ("soon", "7", "-1d", "7y"):
        run = scrapy("crawl", "comparisons", "-a", f"max_age={age}", dataset=tmp_path)
        assert_one_line(run, f"max_age {age!r}", "max_age=7d")


def test_extract_reads_again_what_other_readers_have_read_and_nothing_else(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        crawl(server, tmp_path)
    first, second = sorted((tmp_path / "records").glob("*.parquet"))
    before = [path.stat().st_mtime_ns for path in (first, second)]
    run = scrapy("extract", dataset=tmp_path)
    assert run.returncode == 0 and "not again: 2" in run.stdout
    assert [path.stat().st_mtime_ns for path in (first, second)] == before
    old = pq.read_table(first)
    pq.write_table(old.replace_schema_metadata(old.schema.metadata | {b"readers": b"page/0 panel/0"}), first)
    older = first.stat().st_mtime_ns
    run = scrapy("extract", dataset=tmp_path)
    assert run.returncode == 0 and "not again: 1" in run.stdout
    assert first.stat().st_mtime_ns > older and second.stat().st_mtime_ns == before[1]


def test_what_a_site_has_taken_down_with_its_link_is_gone(tmp_path: Path) -> None:
    with site() as server:
        crawl(server, tmp_path)
        crawl(server, tmp_path, "-a", f"start={server.url('/compare/a-vs-b')}")
        server.pages["/compare"] = Answer(b'<a href="/compare/e-vs-f">x</a>')
        n_asked = len(server.asked)
        crawl(server, tmp_path, "-a", f"start={server.url('/compare/e-vs-f')}")
        assert server.asked[n_asked:] == ["/robots.txt", "/compare/e-vs-f"]
        n_asked = len(server.asked)
        crawl(server, tmp_path, "-a", "max_age=1h")
        assert server.asked[n_asked:] == []
        n_asked = len(server.asked)
        crawl(server, tmp_path, "-s", "SITE_MAX_PAGES=3")
        assert sorted(server.asked[n_asked : n_asked + 3]) == ["/compare", "/compare/e-vs-f", "/robots.txt"]
        assert len(server.asked[n_asked:]) == 4
        server.pages["/compare/a-vs-b"] = Answer(b"gone", 410)
        server.pages["/compare/c-vs-d"] = Answer(comparison("C", "D", "/compare/new-vs-b"))
        n_asked = len(server.asked)
        crawl(server, tmp_path)
        names = ("", "/a-vs-b", "/c-vs-d", "/e-vs-f", "/g-vs-h")
        assert sorted(server.asked[n_asked:]) == sorted(["/robots.txt", *(f"/compare{name}" for name in names)])
        states = page_states(tmp_path)
        assert (states["/compare/a-vs-b"], states["/compare/c-vs-d"]) == ("gone", "ok")
        n_asked = len(server.asked)
        crawl(server, tmp_path)
        assert "/compare/a-vs-b" not in server.asked[n_asked:]


def test_an_unchanged_page_costs_no_body_whatever_its_status(tmp_path: Path) -> None:
    with site() as server:
        server.pages["/compare/a-vs-b"] = Answer(comparison("A", "B"), 202)
        server.pages["/compare/c-vs-d"] = Answer(b"", 204, {})
        server.pages["/compare/e-vs-f"] = Answer(comparison("E", "F"), 206)
        crawl(server, tmp_path)
        before = rows(tmp_path, "pages"), rows(tmp_path, "tools")
        assert "unchanged pages: 5" in crawl(server, tmp_path)
    assert (rows(tmp_path, "pages"), rows(tmp_path, "tools")) == before
    assert {kind for kind, _ in record_types(max((tmp_path / "archive").iterdir()))} == {"revisit"}
    states = page_states(tmp_path)
    assert (states["/compare/a-vs-b"], states["/compare/e-vs-f"]) == ("ok", "failed")
    problems = [row["problems"] for row in before[0] if str(row["url"]).endswith("e-vs-f")]
    assert problems == [["page: status 206"]]


def test_what_a_robots_txt_leads_to_is_no_page_and_a_page_that_it_leads_to_is_one(tmp_path: Path) -> None:
    for name, target in (("own", "/rules.txt"), ("page", "/compare")):
        with site() as server:
            server.pages["/robots.txt"] = Answer(b"", 301, {"Location": target})
            server.pages["/rules.txt"] = Answer(b"User-agent: *", 200, {"Content-Type": "text/plain"})
            for _ in range(2):
                n_asked = len(server.asked)
                crawl(server, tmp_path / name)
                assert server.asked[n_asked:].count(target) == (2 if target == "/compare" else 1)
        assert len(page_states(tmp_path / name)) == 5 and page_states(tmp_path / name)["/compare"] == "ok"


def test_a_sitemap_that_was_a_page_for_a_while_is_none_any_more(tmp_path: Path) -> None:
    with Site({"/compare/a-vs-b": Answer(comparison("A", "B"))}) as server:
        server.pages["/compare"] = Answer(locations(server, "sitemap", "/one.xml"))
        server.pages["/one.xml"] = Answer(b"<title>For sale</title><h1>This name is for sale</h1>")
        crawl(server, tmp_path, status=1)
        assert page_states(tmp_path) == {"/one.xml": "not_comparison"}
        server.pages["/one.xml"] = Answer(locations(server, "url", "/compare/a-vs-b"))
        for _ in range(2):
            crawl(server, tmp_path)
            assert page_states(tmp_path) == {"/compare/a-vs-b": "ok"}
