"""Pages that are empty without their scripts, through the real browser."""

import asyncio
import importlib.util
import shutil
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from loopback import Answer, WebServer, assert_one_line, page_states, scrapy
from test_crawl import FAST, comparison
from warcio.archiveiterator import ArchiveIterator

from crawler.archive_reader import read_archive

needs_browser = pytest.mark.skipif(
    importlib.util.find_spec("scrapy_playwright") is None or shutil.which("chromium") is None,
    reason="needs the extra `render` and Chromium",
)


def shell(a: str, b: str) -> bytes:
    """A page that a script fills."""
    content = comparison(a, b).decode().replace("\\", "\\\\").replace("`", "\\`")
    script = f"setTimeout(() => {{ document.getElementById('root').innerHTML = `{content}` }}, 50)"
    return f'<!doctype html><title>{a} vs {b}</title><div id="root"></div><script>{script}</script>'.encode()


def site() -> dict[str, Answer]:
    return {
        "/compare": Answer(b'<a href="/compare/a-vs-b">1</a><a href="/compare/c-vs-d">2</a>'),
        "/compare/a-vs-b": Answer(shell("A", "B")),
        "/compare/c-vs-d": Answer(comparison("C", "D")),
    }


def crawl(server: WebServer, dataset: Path, *args: str) -> dict[str, str]:
    where = ("-a", f"start={server.url('/compare')}", "-a", "site=shiporskip")
    run = scrapy("crawl", "comparisons", *where, *FAST, *args, dataset=dataset)
    assert run.returncode == 0, run.stderr
    return page_states(dataset)


def warc_header(dataset: Path, type_: str, name: str) -> str | None:
    """A header of the one record of a type, as another WARC library reads it."""
    found = []
    for path in (dataset / "archive").iterdir():
        with path.open("rb") as file:
            found += [r.rec_headers.get_header(name) for r in ArchiveIterator(file) if r.rec_type == type_]
    (value,) = found
    return value  # type: ignore[no-any-return]


@needs_browser
def test_a_shell_is_rendered_where_that_is_asked_for(tmp_path: Path) -> None:
    with WebServer(site()) as server:
        expected = {"/compare": "ok", "/compare/a-vs-b": "needs_rendering", "/compare/c-vs-d": "ok"}
        assert crawl(server, tmp_path) == expected
        assert crawl(server, tmp_path, "-a", "render=auto") == expected | {"/compare/a-vs-b": "ok"}
        assert all("comparisons/" in header["user-agent"] for header in server.headers)
        assert not any("cookie" in header for header in server.headers)
    tools = {row["name"] for row in pq.read_table(tmp_path / "data" / "tools").to_pylist()}
    assert tools == {"A", "B", "C", "D"}
    records = [r for path in sorted((tmp_path / "archive").iterdir()) for r in read_archive(path)]
    (rendered,) = (record for record in records if record.type == "conversion")
    (raw,) = (r for r in records if str(r.url).endswith("a-vs-b") and r.type == "revisit")
    assert raw.record_id and raw.record_id == warc_header(tmp_path, "conversion", "WARC-Refers-To")
    assert rendered.content_type == "text/html; charset=utf-8" and b"A is quick." in rendered.body
    run = scrapy("extract", str(tmp_path / "archive"), dataset=tmp_path / "again")
    assert run.returncode == 0
    assert pq.read_table(tmp_path / "again" / "data" / "quotes") == pq.read_table(tmp_path / "data" / "quotes")


@needs_browser
def test_a_rendering_that_is_as_it_was_is_a_revisit(tmp_path: Path) -> None:
    with WebServer(site()) as server:
        first = crawl(server, tmp_path, "-a", "render=auto")
        before = [pq.read_table(tmp_path / "data" / table) for table in ("tools", "quotes")]
        assert crawl(server, tmp_path, "-a", "render=auto") == first
        server.pages["/compare/a-vs-b"] = Answer(shell("A", "B2"))
        again = crawl(server, tmp_path, "-a", "render=auto")
        assert again == first and set(first.values()) == {"ok"}
    assert before[0].num_rows == 4 and before[1].num_rows == 4
    records = [r for path in sorted((tmp_path / "archive").iterdir()) for r in read_archive(path)]
    kinds = [(r.type, r.refers_to_date) for r in records if r.content_type == "text/html; charset=utf-8"]
    (made,) = (r.date for r in records[: len(records) // 2] if r.type == "conversion")
    assert kinds == [("conversion", None), ("revisit", made), ("conversion", None)]
    (page,) = (r for r in pq.read_table(tmp_path / "data" / "pages").to_pylist() if r["url"].endswith("a-vs-b"))
    assert page["title"] == "A vs B2" and page["http_status"] == 200


@needs_browser
def test_a_rendering_that_is_as_it_was_answers_for_its_crawl(tmp_path: Path) -> None:
    with WebServer(site()) as server:
        first = crawl(server, tmp_path, "-a", "render=auto")
        n_asked = len(server.asked)
        assert crawl(server, tmp_path, "-a", "render=auto", "-s", "CLOSESPIDER_PAGECOUNT=5") == first
        assert server.asked[n_asked:].count("/compare/a-vs-b") == 2
        n_asked = len(server.asked)
        assert crawl(server, tmp_path, "-a", "render=auto") == first
        assert "/compare/a-vs-b" not in server.asked[n_asked:]


@needs_browser
def test_pages_that_are_rendered_share_no_cookies(tmp_path: Path) -> None:
    def waits(_: int) -> Answer:
        time.sleep(2)
        return Answer(b"", 200, {"Content-Type": "text/javascript"})

    baked = {"Content-Type": "text/html", "Set-Cookie": "seen=yes; Path=/compare"}
    waiting = b'<script src="/slow.js" async></script>'
    pages = {f"/compare/a{n}-vs-b": Answer(shell(f"A{n}", "B") + waiting, 200, baked) for n in range(4)}
    links = "".join(f'<a href="{path}">x</a>' for path in pages).encode()
    with WebServer({"/compare": Answer(links), "/slow.js": waits, **pages}) as server:
        assert set(crawl(server, tmp_path, "-a", "render=auto").values()) == {"ok"}
        assert server.asked.count("/slow.js") == 4
        assert not any("cookie" in header for header in server.headers)


@needs_browser
def test_a_page_is_not_lent_the_answers_of_private_machines(tmp_path: Path) -> None:
    # The browser alone finds this name, as it would find one whose owner has it lead to a private machine.
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\nexec chromium --host-resolver-rules="MAP inner.test 127.0.0.1" "$@"\n')
    browser.chmod(0o755)
    with WebServer(site()) as server:
        inner = server.url("/secret").replace("127.0.0.1", "inner.test")
        server.pages["/compare/a-vs-b"] = Answer(
            shell("A", "B") + f'<script src="{inner}"></script><script src="/own"></script>'.encode()
        )
        states = crawl(server, tmp_path / "data", "-a", "render=auto", "-s", f"CHROMIUM={browser}")
        assert states["/compare/a-vs-b"] == "ok"
        assert "/own" in server.asked and "/secret" not in server.asked


@needs_browser
def test_names_of_private_machines_are_told() -> None:
    from crawler.rendering import is_public

    for name in ("localhost", "ip6-localhost", "10.0.0.1", "::1", "[fe80::1]", "nowhere.invalid"):
        assert not asyncio.run(is_public(name))
    assert asyncio.run(is_public("93.184.215.14"))


@needs_browser
def test_a_browser_that_is_not_there_is_told(tmp_path: Path) -> None:
    run = scrapy("crawl", "comparisons", "-a", "render=auto", "-s", "CHROMIUM=/nowhere/chromium", dataset=tmp_path)
    assert_one_line(run, "no Chromium at /nowhere/chromium", "-s CHROMIUM=")


def test_another_way_to_render_is_told(tmp_path: Path) -> None:
    run = scrapy("crawl", "comparisons", "-a", "render=always", dataset=tmp_path)
    assert_one_line(run, "render 'always' is unknown", "-a render=auto")
