"""What a site asks for is kept to, measured at the site: pace, pauses, refusals, and an end where it has had enough."""

import gzip
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from loopback import ROOT, SCRAPY, Answer, WebServer, interrupted_scrapy, page_states, scrapy, user_environment
from scrapy.http import Response
from test_crawl import FAST, comparison

from crawler.politeness import retry_after

PLAIN = {"Content-Type": "text/plain"}
EAGER = ("-s", "AUTOTHROTTLE_ENABLED=0", "-s", "DOWNLOAD_DELAY=0")


class TimedServer(WebServer):
    """Notes when each page was asked for."""

    def __init__(self, pages: dict[str, Answer | Callable[[int], Answer]]) -> None:
        super().__init__(pages)
        self.times: list[float] = []
        for path, page in list(pages.items()):
            self.pages[path] = self._timed(page)

    def _timed(self, page: Answer | Callable[[int], Answer]) -> Callable[[int], Answer]:
        def answer(time_: int) -> Answer:
            self.times.append(time.monotonic())
            return page if isinstance(page, Answer) else page(time_)

        return answer

    def gaps(self) -> list[float]:
        """Seconds between pages."""
        return [b - a for a, b in zip(self.times, self.times[1:], strict=False)]


def pages(n: int) -> dict[str, Answer | Callable[[int], Answer]]:
    """An index of n comparisons."""
    links = "".join(f'<a href="/compare/a{number}-vs-b">x</a>' for number in range(n))
    found: dict[str, Answer | Callable[[int], Answer]] = {"/compare": Answer(links.encode())}
    return found | {f"/compare/a{number}-vs-b": Answer(comparison(f"A{number}", "B")) for number in range(n)}


def crawl(server: WebServer, dataset: Path, *args: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    where = ("-a", f"start={server.url('/compare')}", "-a", "site=shiporskip")
    run = scrapy("crawl", "comparisons", *where, *args, dataset=dataset)
    assert run.returncode == status, run.stderr
    return run


def test_one_request_a_second_is_the_default(tmp_path: Path) -> None:
    with TimedServer(pages(3)) as server:
        crawl(server, tmp_path)
        assert len(server.times) == 4 and min(server.gaps()) > 0.8


@pytest.mark.parametrize("throttle", ["0", "1"])
def test_the_crawl_delay_of_robots_txt_is_applied(tmp_path: Path, throttle: str) -> None:
    robots = Answer(b"User-agent: *\nCrawl-delay: 0.6\n", 200, PLAIN)
    with TimedServer(pages(4)) as server:
        server.pages["/robots.txt"] = robots
        crawl(server, tmp_path, "-s", "DOWNLOAD_DELAY=0", "-s", f"AUTOTHROTTLE_ENABLED={throttle}")
        assert len(server.times) == 5 and min(server.gaps()[1:]) > 0.5


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_waited_for_by_the_whole_host(tmp_path: Path, status: int, as_date: bool) -> None:
    def busy(time_: int) -> Answer:
        if time_ > 1:
            return Answer(comparison("A0", "B"))
        after = formatdate(time.time() + 3, usegmt=True) if as_date else "2"
        return Answer(b"later", status, {"Retry-After": after})

    with TimedServer(pages(12) | {"/compare/a0-vs-b": busy}) as server:
        crawl(server, tmp_path, *EAGER, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
        assert max(server.gaps()) > 1.8
        assert sum(gap > 1 for gap in server.gaps()) == 1
    assert set(page_states(tmp_path).values()) == {"ok"}


def test_a_host_that_asks_for_an_hour_is_left_alone(tmp_path: Path) -> None:
    busy = Answer(b"later", 503, {"Retry-After": "3600"})
    with TimedServer(pages(30) | {"/compare/a0-vs-b": busy}) as server:
        run = crawl(server, tmp_path, *EAGER)
        assert "asks to be left alone for 3600 seconds" in run.stdout
        assert len(server.times) < 20
        server.pages["/compare/a0-vs-b"] = Answer(comparison("A0", "B"))
        crawl(server, tmp_path, *EAGER)
    assert set(page_states(tmp_path).values()) == {"ok"} and len(page_states(tmp_path)) == 31


def test_retry_after_of_a_robots_txt_is_waited_for(tmp_path: Path) -> None:
    def busy(time_: int) -> Answer:
        return Answer(b"later", 429, {"Retry-After": "1"}) if time_ < 3 else Answer(b"", 200, PLAIN)

    with TimedServer(pages(2) | {"/robots.txt": busy}) as server:
        crawl(server, tmp_path, *EAGER)
        assert server.asked[:4] == ["/robots.txt"] * 3 + ["/compare"]
        assert min(server.gaps()[:2]) > 0.9
    assert set(page_states(tmp_path).values()) == {"ok"}


def test_a_page_waits_while_its_host_rests_after_the_last_try_of_robots_txt(tmp_path: Path) -> None:
    busy = Answer(b"later", 429, {"Retry-After": "1"})
    with TimedServer(pages(2) | {"/robots.txt": busy}) as server:
        said = crawl(server, tmp_path, *EAGER).stderr
        assert server.asked[:4] == ["/robots.txt"] * 3 + ["/compare"]
        assert min(server.gaps()[:3]) > 0.9
    assert "robots.txt could not be had (status 429)" in said


def test_a_host_whose_robots_txt_asks_for_an_hour_is_asked_for_nothing_more(tmp_path: Path) -> None:
    busy = Answer(b"later", 503, {"Retry-After": "3600"})
    with WebServer(pages(2) | {"/robots.txt": busy}) as server:
        run = crawl(server, tmp_path, *EAGER, status=1)
        assert server.asked == ["/robots.txt"]
        assert "asks to be left alone for 3600 seconds" in run.stdout
        assert "addresses left: 1;" in run.stderr and "forbidden" not in run.stderr
        server.pages["/robots.txt"] = Answer(b"", 200, PLAIN)
        crawl(server, tmp_path, *EAGER)
    assert set(page_states(tmp_path).values()) == {"ok"}


def test_five_blocked_pages_in_a_row_stop_a_host(tmp_path: Path) -> None:
    walls: dict[str, Answer | Callable[[int], Answer]] = {
        f"/compare/a{number}-vs-b": Answer(b"<h1>No</h1>", 403) for number in range(2, 30)
    }
    with TimedServer(pages(30) | walls) as server:
        run = crawl(server, tmp_path, *EAGER, "-s", "CONCURRENT_REQUESTS=1")
        assert "5 blocked pages in a row" in run.stdout
        assert sum(state == "blocked" for state in page_states(tmp_path).values()) == 5
        n_asked = len(server.times)
        assert f"addresses left: {31 - n_asked};" in run.stderr
        (row,) = pq.read_table(tmp_path / "data" / "crawls").to_pylist()
        assert row["finish_reason"] == f"left alone: {server.url('')[7:]} (5 blocked pages in a row)"
        server.pages |= pages(30)
        asked = set(server.asked)
        run = crawl(server, tmp_path, *EAGER)
        assert "going on with the crawl" in run.stderr and "addresses left" not in run.stderr
        assert len(server.asked) == 32 and asked | set(server.asked) == {"/robots.txt", *pages(30)}
        (row,) = pq.read_table(tmp_path / "data" / "crawls").to_pylist()
        assert row["finish_reason"] == "finished" and row["n_pages"] == 31


def test_blocked_pages_with_others_between_them_stop_nothing(tmp_path: Path) -> None:
    walls: dict[str, Answer | Callable[[int], Answer]] = {
        f"/compare/a{number}-vs-b": Answer(b"<h1>No</h1>", 403) for number in range(0, 24, 2)
    }
    with TimedServer(pages(24) | walls) as server:
        run = crawl(server, tmp_path, *EAGER, "-s", "CONCURRENT_REQUESTS=1")
        assert "in a row" not in run.stdout
    assert sum(state == "blocked" for state in page_states(tmp_path).values()) == 12


def test_a_redirect_to_a_page_already_seen_loses_nothing(tmp_path: Path) -> None:
    moved: dict[str, Answer | Callable[[int], Answer]] = {
        "/compare/a1-vs-b": Answer(b"", 301, {"Location": "/compare/a0-vs-b"}),
        "/compare/a2-vs-b": Answer(b"", 301, {"Location": "/compare/a0-vs-b/"}),
    }
    with WebServer(pages(3) | moved | {"/compare/a0-vs-b/": Answer(comparison("A0", "B"))}) as server:
        crawl(server, tmp_path, *EAGER)
    assert page_states(tmp_path) == {"/compare": "ok", "/compare/a0-vs-b": "ok"}


def test_a_redirect_to_a_known_page_under_a_tracking_address_asks_for_nothing(tmp_path: Path) -> None:
    track = "/compare/a0-vs-b?utm_source=x"
    moved: dict[str, Answer | Callable[[int], Answer]] = {
        "/compare/a1-vs-b": Answer(b"", 302, {"Location": track}),
        track: Answer(comparison("A0", "B")),
        "/compare/a2-vs-b": Answer(b"", 302, {"Location": "/compare/a2-vs-b?ref=y"}),  # on to itself: not known yet
        "/compare/a2-vs-b?ref=y": Answer(comparison("A2", "B")),
    }
    with WebServer(pages(3) | moved) as server:
        crawl(server, tmp_path, *EAGER)
        assert track not in server.asked and "/compare/a2-vs-b?ref=y" in server.asked
    assert page_states(tmp_path) == {"/compare": "ok", "/compare/a0-vs-b": "ok", "/compare/a2-vs-b": "ok"}


@pytest.mark.parametrize("form", ["/compare/a1-vs-b?utm_source=x", "/compare/a1-vs-b#top"])
def test_a_page_that_a_redirect_names_in_another_form_is_asked_for_once(tmp_path: Path, form: str) -> None:
    site = pages(2) | {"/compare/a0-vs-b": Answer(b"", 302, {"Location": form})}
    site["/compare/a1-vs-b?utm_source=x"] = site["/compare/a1-vs-b"]
    with WebServer(site) as server:
        crawl(server, tmp_path, *EAGER, "-s", "CONCURRENT_REQUESTS=1")
        assert sum("a1-vs-b" in path for path in server.asked) == 1
    assert page_states(tmp_path) == {"/compare": "ok", "/compare/a1-vs-b": "ok"}


def test_a_redirect_from_another_form_of_an_address_to_itself_is_followed(tmp_path: Path) -> None:
    site = pages(2) | {
        "/compare?ref=x": Answer(b"", 302, {"Location": "/compare"}),
        "/compare/a0-vs-b": Answer(b"", 302, {"Location": "/compare/a1-vs-b?ref=y"}),
        "/compare/a1-vs-b?ref=y": Answer(b"", 302, {"Location": "/compare/a1-vs-b"}),
    }
    with WebServer(site) as server:
        where = f"start={server.url('/compare?ref=x')}"
        run = scrapy("crawl", "comparisons", "-a", where, "-a", "site=shiporskip", *EAGER, dataset=tmp_path)
        assert run.returncode == 0, run.stderr
    assert page_states(tmp_path) == {"/compare": "ok", "/compare/a1-vs-b": "ok"}


def test_a_redirect_to_itself_is_asked_for_once(tmp_path: Path) -> None:
    site = pages(2) | {"/compare/a0-vs-b": Answer(b"", 302, {"Location": "/compare/a0-vs-b"})}
    with WebServer(site) as server:
        crawl(server, tmp_path, *EAGER)
        assert server.asked.count("/compare/a0-vs-b") == 1
    (row,) = (row for row in pq.read_table(tmp_path / "data" / "pages").to_pylist() if "a0" in row["url"])
    assert row["state"] == "failed" and "redirect in a circle" in row["problems"][0]


@pytest.mark.parametrize(("target", "why"), [("/robots.txt", "in a circle"), ("/r{}.txt", "max redirections")])
def test_a_robots_txt_that_leads_nowhere_is_told(tmp_path: Path, target: str, why: str) -> None:
    chain = {f"/r{number}.txt": Answer(b"", 302, {"Location": target.format(number + 1)}) for number in range(9)}
    with WebServer(pages(1) | chain | {"/robots.txt": Answer(b"", 302, {"Location": target.format(0)})}) as server:
        said = crawl(server, tmp_path, *EAGER).stderr
        assert server.asked.count("/robots.txt") == 1
    assert "robots.txt could not be had (" in said and why in said
    assert page_states(tmp_path) == {"/compare": "ok", "/compare/a0-vs-b": "ok"}


def test_limits_of_pages_and_depth(tmp_path: Path) -> None:
    with WebServer(pages(30)) as server:
        run = crawl(server, tmp_path, *EAGER, "-s", "SITE_MAX_PAGES=10")
        assert "has more than 10 pages" in run.stderr
        assert sum(path.startswith("/compare") for path in server.asked) == 10
    chain = {f"/compare/a{n}-vs-b": Answer(comparison(f"A{n}", "B", f"/compare/a{n + 1}-vs-b")) for n in range(30)}
    with WebServer({"/compare": Answer(b'<a href="/compare/a0-vs-b">x</a>'), **chain}) as server:
        crawl(server, tmp_path / "deep", *EAGER, "-s", "DEPTH_LIMIT=5")
        assert sum(path.startswith("/compare/a") for path in server.asked) == 5


def test_ctrl_c_at_a_slow_pace_stops_soon_and_says_how_to_go_on(tmp_path: Path) -> None:
    with TimedServer(pages(30)) as server:
        where = ("-a", f"start={server.url('/compare')}", "-a", "site=shiporskip")
        pressed: list[float] = []

        def ready() -> bool:
            if len(server.times) >= 3:
                pressed.append(time.monotonic())
            return bool(pressed)

        run = interrupted_scrapy("crawl", "comparisons", *where, dataset=tmp_path, ready=ready)
        assert run.returncode == 130, run.stderr
        assert time.monotonic() - pressed[0] < 8
        assert "the same command goes on" in run.stderr
        n_asked = len(server.asked)
        crawl(server, tmp_path, *EAGER)
        assert not set(server.asked[:n_asked]) & set(server.asked[n_asked:])
    assert set(page_states(tmp_path).values()) == {"ok"} and len(page_states(tmp_path)) == 31


def test_a_line_tells_how_it_goes_where_there_is_no_terminal(tmp_path: Path) -> None:
    with WebServer(pages(4)) as server:
        run = crawl(server, tmp_path, "-s", "PROGRESS_SECONDS=1")
    lines = [line for line in run.stderr.splitlines() if "pages done" in line]
    assert lines and all("queued" in line and "a second" in line and "archived" in line for line in lines)


def test_a_panel_tells_how_it_goes_on_a_terminal(tmp_path: Path) -> None:
    with WebServer(pages(3)) as server:
        main, other = pty.openpty()
        command = [SCRAPY, "crawl", "comparisons", "-a", f"start={server.url('/compare')}", "-a", "site=shiporskip"]
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
        with subprocess.Popen(
            [*command, *FAST, "-s", "DOWNLOAD_DELAY=0.5", "-s", f"DATASET_DIR={tmp_path}"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=other,
        ) as process:
            os.close(other)
            shown = b""
            while True:
                try:
                    shown += os.read(main, 65536)
                except OSError:
                    break
            assert process.wait() == 0
        os.close(main)
    assert b"pages done" in shown and b"time left" in shown


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), ("0", 0.0), ("soon", None), ("", None), ("-5", None), ("1.5", None), ("²", None)],
)
def test_retry_after_in_seconds(value: str, seconds: float | None) -> None:
    assert retry_after(Response("http://a.test", headers={"Retry-After": value})) == seconds


def test_retry_after_as_a_date() -> None:
    later = Response("http://a.test", headers={"Retry-After": formatdate(time.time() + 90, usegmt=True)})
    assert 85 < (retry_after(later) or 0) <= 90
    assert retry_after(Response("http://a.test", headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})) == 0


def test_a_second_ctrl_c_stops_at_once(tmp_path: Path) -> None:
    with TimedServer(pages(30)) as server:
        where = ("-a", f"start={server.url('/compare')}", "-a", "site=shiporskip", "-s", f"DATASET_DIR={tmp_path}")
        with subprocess.Popen(
            [SCRAPY, "crawl", "comparisons", *where, "-s", "DOWNLOAD_DELAY=4"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            while len(server.times) < 2 and process.poll() is None:
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            began = time.monotonic()
            _, said = process.communicate(timeout=30)
        assert process.returncode == 130 and time.monotonic() - began < 4
        assert "the same command goes on" in said


def test_an_index_whose_pages_a_sitemap_has_named_is_followed_to_its_end(tmp_path: Path) -> None:
    site: dict[str, Answer | Callable[[int], Answer]] = {}
    for number in range(40):
        links = f'<a href="/compare/a{number}-vs-b">x</a><a href="/compare?page={number + 1}">next</a>'
        site[f"/compare?page={number}" if number else "/compare"] = Answer(links.encode())
        site[f"/compare/a{number}-vs-b"] = Answer(comparison(f"A{number}", "B"))
    with WebServer(site) as server:
        names = "".join(f"<url><loc>{server.url(f'/compare/a{number}-vs-b')}</loc></url>" for number in range(30))
        server.pages["/sitemap.xml"] = Answer(f"<urlset>{names}</urlset>".encode(), 200, {"Content-Type": "text/xml"})
        starts = f"start={server.url('/sitemap.xml')},{server.url('/compare')}"
        run = scrapy("crawl", "comparisons", "-a", starts, "-a", "site=shiporskip", *EAGER, dataset=tmp_path)
        assert run.returncode == 0, run.stderr
    assert sum(path.startswith("/compare/a") for path in page_states(tmp_path)) == 40


def test_limits_hold_for_a_crawl_that_goes_on(tmp_path: Path) -> None:
    with WebServer(pages(30)) as server:
        crawl(server, tmp_path, *EAGER, "-s", "SITE_MAX_PAGES=12", "-s", "CLOSESPIDER_PAGECOUNT=5")
        crawl(server, tmp_path, *EAGER, "-s", "SITE_MAX_PAGES=12")
    assert len(page_states(tmp_path)) == 12


@pytest.mark.parametrize(("n_fillers", "is_packed"), [(64_001, False), (2_500_000, False), (2_500_000, True)])
def test_of_a_robots_txt_the_first_500_kib_hold(tmp_path: Path, n_fillers: int, is_packed: bool) -> None:
    rules = [b"User-agent: *", b"Disallow: /compare/a1-", b"# filler" * n_fillers, b"Disallow: /compare/a2-"]
    body = b"\n".join(rules)
    packed = Answer(gzip.compress(body, 1), 200, PLAIN | {"Content-Encoding": "gzip"})
    with WebServer(pages(3)) as server:
        server.pages["/robots.txt"] = packed if is_packed else Answer(body, 200, PLAIN)
        said = crawl(server, tmp_path, *EAGER).stderr
    states = page_states(tmp_path)
    assert (states["/compare/a1-vs-b"], states["/compare/a2-vs-b"]) == ("disallowed", "ok")
    assert said == ""
    assert sum(path.stat().st_size for path in (tmp_path / "archive").iterdir()) < 100_000


@pytest.mark.parametrize(
    ("robots", "why"), [(Answer(b"oh", 500), "(status 500)"), (Answer(b"short", 200, {"Content-Length": "100"}), "(")]
)
def test_a_robots_txt_that_cannot_be_had_is_told_in_a_line(tmp_path: Path, robots: Answer, why: str) -> None:
    with WebServer(pages(1)) as server:
        server.pages["/robots.txt"] = robots
        said = crawl(server, tmp_path, *EAGER, "-s", "RETRY_ENABLED=0").stderr
    (line,) = (line for line in said.splitlines() if "could not be had" in line)
    assert f"robots.txt could not be had {why}" in line and "nothing is taken to be forbidden" in line


PRESSED = """
import sys

class Pressed:
    def find_spec(self, name, path, target=None):
        if name == "normalize":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Pressed())
import scrapy.cmdline
scrapy.cmdline.execute(["scrapy", "crawl", "comparisons"])
"""


def test_ctrl_c_while_the_program_is_imported_prints_nothing() -> None:
    command = [sys.executable, "-c", PRESSED]
    run = subprocess.run(command, cwd=ROOT, env=user_environment(), capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "")
