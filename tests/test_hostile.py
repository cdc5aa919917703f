"""Whatever a server does, the crawl ends by itself, in bounded time and memory, and every sound page is read."""

import re
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hostile import FAULTS, GOOD, OTHERS, Fault, HostileServer, html, sends
from loopback import scrapy
from test_crawl import comparison
from twisted.internet.testing import StringTransport
from twisted.web._newclient import Request
from twisted.web.http_headers import Headers

from crawler.download import BoundedFactory

BOUNDED = (
    "-s",
    "DOWNLOAD_DELAY=0",
    "-s",
    "AUTOTHROTTLE_ENABLED=0",
    "-s",
    "DOWNLOAD_TIMEOUT=1.5",
    "-s",
    "RETRY_TIMES=1",
)
MOST_SECONDS = 60
MOST_MEGABYTES = 300
PAGES = {GOOD[0]: comparison("A", "B"), GOOD[1]: comparison("C", "D")}


def crawl(fault: Fault, dataset: Path, start: str = "/compare") -> tuple[dict[str, dict[str, object]], HostileServer]:
    """Crawl a hostile site as a user would; return its pages by path."""
    with HostileServer(fault, PAGES) as server:
        starts = ",".join(map(server.url, start.split(",")))
        where = ("-a", f"start={starts}", "-a", "site=shiporskip")
        run = scrapy("crawl", "comparisons", *where, *BOUNDED, dataset=dataset, timeout_seconds=MOST_SECONDS)
        assert run.returncode == 0, run.stderr
        assert "Traceback" not in run.stderr
        assert 50 < run.peak_megabytes < MOST_MEGABYTES
        rows = pq.read_table(dataset / "data" / "pages").to_pylist()
        return {re.sub(r"^http://[^/]*", "", row["url"]): row for row in rows}, server


def assert_good_pages(pages: dict[str, dict[str, object]]) -> None:
    """Every page but the fault was read."""
    for path in GOOD:
        assert (pages[path]["state"], pages[path]["problems"]) == ("ok", [])


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_failed_and_all_else_is_read(name: str, tmp_path: Path) -> None:
    pages, _ = crawl(FAULTS[name], tmp_path)
    assert_good_pages(pages)
    assert pages["/compare/fault-vs-b"]["state"] == "failed"
    (problem,) = pages["/compare/fault-vs-b"]["problems"]  # type: ignore[misc]
    assert not re.search(r"Failure|Error|twisted|<|b'", problem), problem
    assert set(pages) == {"/compare", *GOOD, "/compare/fault-vs-b", "/compare?page=2"}
    assert pages["/compare?page=2"]["state"] == "gone"


def test_a_page_that_trickles_is_asked_for_once(tmp_path: Path) -> None:
    _, server = crawl(FAULTS["trickles"], tmp_path)
    assert server.asked.count("/compare/fault-vs-b") == 1


def test_a_head_that_trickles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    connection, transport = BoundedFactory(None, None).buildProtocol(None), StringTransport()
    connection.makeConnection(transport)
    connection.request(Request(b"GET", b"/", Headers({b"Host": [b"a.test"]}), None))
    connection.dataReceived(b"HTTP/1.1 200 OK\r\n")
    assert not transport.disconnecting
    later = time.monotonic() + 20
    monkeypatch.setattr("crawler.download.monotonic", lambda: later)
    connection.dataReceived(b"x")
    assert transport.disconnecting


def test_a_wrong_charset_is_read(tmp_path: Path) -> None:
    body = comparison("Ärger", "B").replace(b"<title>", b'<meta charset="koi8-r"><title>')
    pages, _ = crawl(sends(html(body, "Content-Type: text/html; charset=utf-7")), tmp_path)
    assert_good_pages(pages)
    tools = pq.read_table(tmp_path / "data" / "tools").to_pylist()
    assert pages["/compare/fault-vs-b"]["state"] == "ok" and "Ärger" in {tool["name"] for tool in tools}


def test_nested_markup_is_read_in_part_and_says_so(tmp_path: Path) -> None:
    pages, _ = crawl(OTHERS["nested markup"], tmp_path)
    assert_good_pages(pages)
    assert pages["/compare/fault-vs-b"]["state"] == "failed"
    assert any("nested too deeply" in problem for problem in pages["/compare/fault-vs-b"]["problems"])  # type: ignore[union-attr, attr-defined]


def test_an_index_that_leads_on_for_ever_ends(tmp_path: Path) -> None:
    pages, server = crawl(OTHERS["index for ever"], tmp_path)
    assert_good_pages(pages)
    assert 10 < sum("page=" in path for path in server.asked) < 40


def test_a_sitemap_bomb_is_left_alone(tmp_path: Path) -> None:
    pages, _ = crawl(OTHERS["sitemap bomb"], tmp_path, start="/compare,/sitemap.xml.gz")
    assert_good_pages(pages)


def test_sitemaps_that_lead_on_for_ever_end(tmp_path: Path) -> None:
    pages, server = crawl(OTHERS["sitemaps for ever"], tmp_path, start="/compare,/sitemap.xml.gz")
    assert_good_pages(pages)
    assert 1_000 < sum("map" in path for path in server.asked) < 1_050


@pytest.mark.parametrize("name", ["robots.txt of 100 MB", "robots.txt answers 500"])
def test_a_robots_txt_that_cannot_be_had_forbids_nothing(name: str, tmp_path: Path) -> None:
    pages, _ = crawl(OTHERS[name], tmp_path)
    assert_good_pages(pages)
