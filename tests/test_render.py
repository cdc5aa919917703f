"""Pages that are empty without their scripts, through the real browser."""

import importlib.util
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from loopback import Answer, WebServer, assert_one_line, page_states, scrapy
from test_crawl import FAST, comparison

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
    assert rendered.content_type == "text/html; charset=utf-8" and b"A is quick." in rendered.body
    run = scrapy("extract", str(tmp_path / "archive"), dataset=tmp_path / "again")
    assert run.returncode == 0
    assert pq.read_table(tmp_path / "again" / "data" / "quotes") == pq.read_table(tmp_path / "data" / "quotes")


@needs_browser
def test_a_browser_that_is_not_there_is_told(tmp_path: Path) -> None:
    run = scrapy("crawl", "comparisons", "-a", "render=auto", "-s", "CHROMIUM=/nowhere/chromium", dataset=tmp_path)
    assert_one_line(run, "no Chromium at /nowhere/chromium", "-s CHROMIUM=")


def test_another_way_to_render_is_told(tmp_path: Path) -> None:
    run = scrapy("crawl", "comparisons", "-a", "render=always", dataset=tmp_path)
    assert_one_line(run, "render 'always' is unknown", "-a render=auto")
