"""A crawl that is killed goes on where it was: no page is lost, none that was archived is fetched again."""

import random
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from loopback import ROOT, SCRAPY, Answer, WebServer, page_states, scrapy, user_environment
from test_crawl import FAST, comparison

from crawler.archive import ArchiveWriter, CrawlInfo, Message, utc_now
from crawler.archive_reader import read_archive
from crawler.extraction import read_left
from normalize.records import TABLES
from normalize.tables import build

N_PAGES = 300
N_KILLS = 30
N_BUILD_KILLS = 8
PER_INDEX = 25
TIMES = {"fetched_at", "changed_at", "first_seen_at", "last_seen_at", "observed_at", "crawl_id"}


def site(pause_seconds: float) -> dict[str, Answer | Callable[[int], Answer]]:
    """An index of several pages, a redirect, pages that are gone or busy at first, and 300 comparisons."""
    pages: dict[str, Answer | Callable[[int], Answer]] = {}
    for number in range(N_PAGES):
        related = f"/compare/a{(number * 7) % N_PAGES}-vs-b"
        body = comparison(f"Tool {number}", "B", related)
        pages[f"/compare/a{number}-vs-b"] = slow(Answer(body, 200, {"Content-Type": "text/html"}), pause_seconds)
    pages["/compare/a5-vs-b"] = lambda time: Answer(b"busy", 503) if time == 1 else Answer(comparison("Tool 5", "B"))
    pages["/compare/a7-vs-b"] = Answer(b"gone", 410)
    pages["/compare/old-vs-b"] = Answer(b"", 301, {"Location": "/compare/new-vs-b"})
    pages["/compare/new-vs-b"] = Answer(comparison("New", "B"))
    for start in range(0, N_PAGES, PER_INDEX):
        links = [f"/compare/a{number}-vs-b" for number in range(start, start + PER_INDEX)] + ["/compare/old-vs-b"]
        if start + PER_INDEX < N_PAGES:
            links.append(f"/compare?page={start + PER_INDEX}")
        index = "".join(f'<a href="{link}">x</a>' for link in links).encode()
        pages["/compare" if not start else f"/compare?page={start}"] = Answer(index)
    return pages


def slow(answer: Answer, seconds: float) -> Callable[[int], Answer]:
    """A page that takes its time, so that there is something to interrupt."""

    def give(_: int) -> Answer:
        time.sleep(seconds)
        return answer

    return give


def command(server: WebServer, dataset: Path) -> list[str]:
    where = ("-a", f"start={server.url('/compare')}", "-a", "site=shiporskip")
    return [str(SCRAPY), "crawl", "comparisons", *where, *FAST, "-s", f"DATASET_DIR={dataset}"]


def kill_when(ready: Callable[[], bool], *args: str) -> int | None:
    """Run a command and kill it at once when `ready` says so; return its exit status where it was done before."""
    with subprocess.Popen(
        args, cwd=ROOT, env=user_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while not ready() and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
    return None if process.returncode == -signal.SIGKILL else process.returncode


class BuildBegun:
    """Whether reading and building have gone on for some seconds."""

    def __init__(self, dataset: Path, seconds: float) -> None:
        self.dataset = dataset
        self.seconds = seconds
        self.since = time.monotonic()

    def __call__(self) -> bool:
        begun = any((self.dataset / "records").glob(".*draft")) or any((self.dataset / "builds").glob("*"))
        self.since = self.since if begun else time.monotonic()
        return time.monotonic() - self.since > self.seconds


def archived_urls(dataset: Path) -> set[str]:
    """Paths that the archive holds a final answer for."""
    records = [r for path in (dataset / "archive").glob("*.warc.gz") for r in read_archive(path)]
    return {"/" + str(r.url).split("/", 3)[3] for r in records if r.type == "response" and r.status != 503}


def tables(dataset: Path) -> dict[str, list[dict[str, object]]]:
    """Every row but for times and crawl ids; `crawls` counts robots.txt, which every run asks for."""
    found = {}
    for name in set(TABLES) - {"crawls"}:
        rows = pq.read_table(dataset / "data" / name).to_pylist()
        found[name] = [{key: value for key, value in row.items() if key not in TIMES} for row in rows]
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dataset = tmp_path_factory.mktemp("undisturbed")
    with WebServer(site(0), port=PORT) as server:
        run = subprocess.run(command(server, dataset), cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    assert len(pq.read_table(dataset / "data" / "comparisons")) == N_PAGES  # one gone, one redirected to
    return dataset


PORT = 18_463  # ids are made from URLs: two crawls of one site ask the same host


def test_thirty_kills_lose_nothing_and_repeat_nothing(tmp_path: Path, undisturbed: Path) -> None:
    rng = random.Random(20261120)
    with WebServer(site(0.02), port=PORT) as server:
        for kill in range(N_KILLS):
            known = archived_urls(tmp_path)
            asked_before, wanted = len(server.asked), rng.randint(1, 12)
            waits_until = time.monotonic() + rng.random() * 0.1
            status = kill_when(
                lambda since=asked_before, n=wanted, until=waits_until: (  # type: ignore[misc]
                    len(server.asked) - since >= n and time.monotonic() >= until
                ),
                *command(server, tmp_path),
            )
            assert status is None, f"run {kill} ended before it was killed"
            assert not known & set(server.asked[asked_before:]), f"run {kill} asked again for what was archived"
        known, asked_before = archived_urls(tmp_path), len(server.asked)
        run = subprocess.run(command(server, tmp_path), cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert run.returncode == 0, run.stderr
        assert "going on with the crawl begun" in run.stderr
        assert not known & set(server.asked[asked_before:])
    assert tables(tmp_path) == tables(undisturbed)
    (crawl,) = pq.read_table(tmp_path / "data" / "crawls").to_pylist()
    assert crawl["finish_reason"] == "finished" and crawl["n_pages"] == N_PAGES + N_PAGES // PER_INDEX + 1


def test_kills_during_the_build_lose_nothing(tmp_path: Path, undisturbed: Path) -> None:
    rng = random.Random(7)
    with WebServer(site(0), port=PORT) as server:
        n_killed = 0
        for _ in range(N_BUILD_KILLS):
            asked_before = len(server.asked)
            killed = kill_when(BuildBegun(tmp_path, rng.random() * 0.8), *command(server, tmp_path)) is None
            if n_killed:
                assert server.asked[asked_before:] == [], "a crawl that had ended was begun again"
            n_killed += killed
            if not killed:
                break
        assert n_killed
        asked_before = len(server.asked)
        run = subprocess.run(command(server, tmp_path), cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert run.returncode == 0, run.stderr
    assert tables(tmp_path) == tables(undisturbed)


def crawl_some(
    server: WebServer, dataset: Path, *args: str, start: str = "/compare"
) -> subprocess.CompletedProcess[str]:
    where = ("-a", f"start={server.url(start)}", "-a", "site=shiporskip")
    run = scrapy("crawl", "comparisons", *where, *FAST, *args, dataset=dataset)
    assert run.returncode == 0, run.stderr
    return run


def test_a_crawl_goes_on_from_its_own_archive_whoever_came_between(tmp_path: Path) -> None:
    names = [f"/compare/a{number}-vs-b" for number in range(12)]
    index = Answer("".join(f'<a href="{name}">x</a>' for name in names).encode())
    pages = {name: Answer(comparison(name, "B")) for name in names}
    with WebServer({"/compare": index, "/compare?page=2": index, **pages}) as server:
        crawl_some(server, tmp_path, "-s", "CLOSESPIDER_PAGECOUNT=6", "-s", "CONCURRENT_REQUESTS=1")
        own = set(server.asked)
        assert len(own & set(names)) >= 4
        crawl_some(server, tmp_path, start="/compare?page=2")
        n_asked = len(server.asked)
        said = crawl_some(server, tmp_path).stderr
        asked = server.asked[n_asked:]
    assert f"addresses it has been to: {len(own)}" in said
    assert not own & set(asked) and own | set(asked) == {"/robots.txt", "/compare", *names}


def test_an_answer_that_is_not_retried_is_not_asked_for_again_later_either(tmp_path: Path) -> None:
    names = ("/compare/a-vs-b", "/compare/c-vs-d", "/compare/e-vs-f")
    site = {"/compare": Answer("".join(f'<a href="{name}">x</a>' for name in names).encode())}
    site |= {name: Answer(comparison(name, "B")) for name in names} | {names[1]: Answer(b"down", 503)}
    with WebServer(site) as server:
        once = ("-s", "RETRY_HTTP_CODES=500", "-s", "CONCURRENT_REQUESTS=1")
        crawl_some(server, tmp_path, *once, "-s", "CLOSESPIDER_PAGECOUNT=4")
        assert server.asked.count(names[1]) == 1
        crawl_some(server, tmp_path, *once)
        assert sorted(server.asked) == sorted(["/robots.txt", *site])


def test_a_limit_of_pages_is_on_those_that_a_run_fetches(tmp_path: Path) -> None:
    names = [f"/compare/a{number}-vs-b" for number in range(12)]
    index = Answer("".join(f'<a href="{name}">x</a>' for name in names).encode())
    limit = ("-s", "CLOSESPIDER_PAGECOUNT=5", "-s", "CONCURRENT_REQUESTS=1")
    with WebServer({"/compare": index} | {name: Answer(comparison(name, "B")) for name in names}) as server:
        n_asked = []
        for _ in range(3):
            crawl_some(server, tmp_path, *limit)
            n_asked.append(len(server.asked))
    assert n_asked[-1] == 14 and all(n >= 5 for n in (n_asked[0], n_asked[1] - n_asked[0]))


def test_archive_files_of_a_limited_size_are_gone_on_with(tmp_path: Path) -> None:
    names = [f"/compare/a{number}-vs-b" for number in range(20)]
    index = Answer("".join(f'<a href="{name}">x</a>' for name in names).encode())
    small = ("-s", "ARCHIVE_FILE_MAX_BYTES=4000", "-s", "CONCURRENT_REQUESTS=1")
    with WebServer({"/compare": index} | {name: Answer(comparison(name, "B")) for name in names}) as server:
        crawl_some(server, tmp_path, *small, "-s", "CLOSESPIDER_PAGECOUNT=10")
        n_files = len(list((tmp_path / "archive").iterdir()))
        crawl_some(server, tmp_path, *small)
        assert sorted(server.asked) == sorted(["/robots.txt", "/compare", *names])
    files = sorted((tmp_path / "archive").iterdir())
    assert 2 < n_files < len(files) - 2
    assert [int(path.name[-13:-8]) for path in files] == list(range(len(files)))
    assert all(path.stat().st_size < 4000 + 2000 for path in files)
    assert all(next(iter(read_archive(path))).type == "warcinfo" for path in files)
    (crawl,) = pq.read_table(tmp_path / "data" / "crawls").to_pylist()
    assert crawl["n_pages"] == 21 and set(page_states(tmp_path).values()) == {"ok"}


def left_by_a_kill(folder: Path, crawl: CrawlInfo, first_file: int = 0) -> ArchiveWriter:
    """What a run archives that has fetched one page."""
    writer = ArchiveWriter(folder, crawl, first_file=first_file)
    asked = Message(f"GET /{first_file} HTTP/1.1", [])
    said = Message("HTTP/1.1 200 OK", [(b"Content-Type", b"text/html")], comparison("A", "B"))
    writer.exchange(f"http://a.test/compare/a{first_file}-vs-b", utc_now(), asked, said)
    return writer


def ends(dataset: Path) -> list[tuple[object, bool]]:
    """Why each crawl of the tables ended, and whether it did."""
    rows = pq.read_table(dataset / "data" / "crawls").to_pylist()
    return [(row["finish_reason"], row["finished_at"] is not None) for row in rows]


def test_a_crawl_that_was_killed_is_in_the_next_build_without_an_end(tmp_path: Path) -> None:
    crawl = CrawlInfo("0123456789abcdef" * 2, utc_now(), "shiporskip", ["a.test"], ("http://a.test/compare",))
    left_by_a_kill(tmp_path / "archive", crawl).close()
    assert scrapy("build", dataset=tmp_path).returncode == 0
    assert ends(tmp_path) == [(None, False)] and page_states(tmp_path) == {"/compare/a0-vs-b": "ok"}
    stopped = left_by_a_kill(tmp_path / "archive", crawl, 1)
    stopped.finish(utc_now(), "shutdown")
    stopped.close()
    read_left(tmp_path)
    build(tmp_path)
    assert ends(tmp_path) == [("shutdown", True)]
    ArchiveWriter(tmp_path / "archive", crawl, first_file=2).close()
    read_left(tmp_path)
    build(tmp_path)
    assert ends(tmp_path) == [(None, False)]
    (row,) = pq.read_table(tmp_path / "data" / "crawls").to_pylist()
    assert row["started_at"] == crawl.started_at and row["n_pages"] == 2


def test_a_crawl_that_ended_under_a_clock_that_was_ahead_is_no_obstacle(tmp_path: Path) -> None:
    names = [f"/compare/a{number}-vs-b" for number in range(8)]
    index = Answer("".join(f'<a href="{name}">x</a>' for name in names).encode())
    some = ("-s", "CLOSESPIDER_PAGECOUNT=4", "-s", "CONCURRENT_REQUESTS=1")
    with WebServer({"/compare": index} | {name: Answer(comparison(name, "B")) for name in names}) as server:
        start, later = server.url("/compare"), utc_now() + timedelta(days=400)
        ahead = ArchiveWriter(tmp_path / "archive", CrawlInfo("f" * 32, later, "shiporskip", ["a.test"], (start,)))
        said = Message("HTTP/1.1 200 OK", [(b"Content-Type", b"text/html")], comparison(names[0], "B"))
        ahead.exchange(server.url(names[0]), later, Message(f"GET {names[0]} HTTP/1.1", []), said)
        ahead.finish(later, "finished")
        ahead.close()
        assert f"began at {later:%Y-%m-%d %H:%M} UTC, later than now" in crawl_some(server, tmp_path, *some).stderr
        for _ in range(2):
            assert "going on with the crawl" in crawl_some(server, tmp_path, *some).stderr
        assert sorted(server.asked) == sorted(["/robots.txt", "/compare", *names])
        crawl_some(server, tmp_path)
    assert len(pq.read_table(tmp_path / "data" / "crawls")) == 3


def test_pages_of_a_clock_that_was_ahead_count_as_found(tmp_path: Path) -> None:
    with WebServer({"/compare/a-vs-b": Answer(comparison("A", "B"))}) as server:
        start, later = server.url("/compare/a-vs-b"), utc_now() + timedelta(days=400)
        ahead = ArchiveWriter(tmp_path / "archive", CrawlInfo("f" * 32, later, "shiporskip", ["a.test"], (start,)))
        said = Message("HTTP/1.1 200 OK", [(b"Content-Type", b"text/html")], comparison("A", "B"))
        ahead.exchange(start, later, Message("GET / HTTP/1.1", []), said)
        ahead.close()
        crawl_some(server, tmp_path, start="/compare/a-vs-b?ref=x")
