"""Records that are read while the crawl goes on: those that the archive gives afterwards, and never read twice."""

import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
from loopback import Answer, WebServer, scrapy
from test_archive import AT, CRAWL
from test_crawl import FAST, comparison

from crawler.archive import ArchiveWriter, Message
from crawler.extraction import catch_up, extract
from crawler.following import Follower
from normalize.records import TABLES

N_PAGES = 300
NOISE = random.Random(3).randbytes(2_000 * N_PAGES).hex()  # does not compress to much less than half


def page(number: int) -> bytes:
    return comparison(f"Tool {number}", "B") + f"<p>{NOISE[number * 4_000 : (number + 1) * 4_000]}</p>".encode()


def write(writer: ArchiveWriter, numbers: range) -> None:
    for number in numbers:
        asked, headers = Message(f"GET /{number} HTTP/1.1", []), [(b"Content-Type", b"text/html")]
        answer = Message("HTTP/1.1 200 OK", headers, page(number))
        writer.exchange(f"http://a.test/compare/a{number}-vs-b", AT + timedelta(seconds=number), asked, answer)


def wait_for(happened: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)


def drafts(dataset: Path) -> list[Path]:
    return list((dataset / "records").glob(".*draft"))


def has_read_some(dataset: Path) -> bool:
    return any(draft.stat().st_size > 1_000 for draft in drafts(dataset))


def test_what_was_followed_is_read_and_not_read_again(tmp_path: Path) -> None:
    dataset = tmp_path / "followed"
    with Follower(dataset) as follower:
        writer = ArchiveWriter(dataset / "archive", CRAWL)
        write(writer, range(200))
        wait_for(lambda: has_read_some(dataset))
        write(writer, range(200, N_PAGES))
        writer.finish(AT, "finished")
        writer.close()
        follower.read_the_rest()
    (records,) = (dataset / "records").iterdir()
    assert (found := catch_up(dataset)).n_known == 1 and found.n_comparison_pages == N_PAGES
    (again,) = extract([dataset / "archive"], tmp_path / "extracted")
    assert pq.read_table(records).drop(["input"]).equals(pq.read_table(again).drop(["input"]))


def test_a_crawl_that_ends_otherwise_leaves_no_records(tmp_path: Path) -> None:
    with Follower(tmp_path):
        writer = ArchiveWriter(tmp_path / "archive", CRAWL)
        write(writer, range(N_PAGES))
        wait_for(lambda: has_read_some(tmp_path))
        writer.close()
    assert list((tmp_path / "records").iterdir()) == []
    assert catch_up(tmp_path).n_comparison_pages == N_PAGES


def test_a_reader_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    with Follower(tmp_path) as follower:
        writer = ArchiveWriter(tmp_path / "archive", CRAWL)
        write(writer, range(N_PAGES))
        wait_for(lambda: has_read_some(tmp_path))
        for process in multiprocessing.active_children():
            process.kill()
        writer.close()
        follower.read_the_rest()
    assert drafts(tmp_path) == []
    assert (found := catch_up(tmp_path)).n_known == 0 and found.n_comparison_pages == N_PAGES


def test_a_long_crawl_gives_the_tables_of_its_archive(tmp_path: Path) -> None:
    crawled, extracted = tmp_path / "crawled", tmp_path / "extracted"
    links = "".join(f'<a href="/compare/a{number}-vs-b">x</a>' for number in range(N_PAGES))
    pages: dict[str, Answer | Callable[[int], Answer]] = {
        f"/compare/a{number}-vs-b": Answer(page(number)) for number in range(N_PAGES)
    }
    with WebServer({"/compare": Answer(links.encode()), **pages}) as server:
        start = ("-a", f"start={server.url('/compare')}", "-a", "site=shiporskip")
        run = scrapy("crawl", "comparisons", *start, *FAST, dataset=crawled)
    assert (run.returncode, run.stderr) == (0, "")
    assert scrapy("extract", str(crawled / "archive"), dataset=extracted).returncode == 0
    for table in TABLES:
        ours, theirs = (folder / "data" / table / f"{table}.parquet" for folder in (crawled, extracted))
        assert ours.read_bytes() == theirs.read_bytes()
