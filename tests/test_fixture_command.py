"""`scrapy fixture`: the page as it was sent, a draft of what it says, and every mistake in one line."""

import json
import subprocess
from pathlib import Path

import pytest
from loopback import ROOT, Answer, WebServer, assert_one_line, scrapy

from crawler.fixtures import facts, fixture_json, origin
from normalize.extract import read

TABLE = ROOT / "tests" / "fixtures" / "generic" / "priced-table.html"
PANEL = ROOT / "tests" / "fixtures" / "shiporskip" / "full-page.html"
ROBOTS = "/robots.txt"


def fixture(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    fast = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
    return scrapy("fixture", *args, "-s", f"FIXTURES_DIR={folder}", *fast, dataset=folder / "none")


def test_a_saved_page_becomes_a_fixture_with_a_draft(tmp_path: Path) -> None:
    run = fixture(tmp_path, "generic", "a-vs-b", str(TABLE))
    assert (run.returncode, run.stderr) == (0, "")
    assert (tmp_path / "generic" / "a-vs-b.html").read_bytes() == TABLE.read_bytes()
    draft = json.loads((tmp_path / "generic" / "a-vs-b.json").read_text(encoding="utf-8"))
    assert next(iter(draft)) == "draft" and draft.pop("draft") is True
    assert draft == json.loads(TABLE.with_suffix(".json").read_text(encoding="utf-8"))
    assert not (tmp_path / "none").exists()


def test_a_plain_text_stays_one(tmp_path: Path) -> None:
    text = PANEL.with_name("short-text.txt")
    assert fixture(tmp_path, "shiporskip", "seed", str(text)).returncode == 0
    assert (tmp_path / "shiporskip" / "seed.txt").read_bytes() == text.read_bytes()


def test_a_saved_page_may_be_given_its_address(tmp_path: Path) -> None:
    page = tmp_path / "bare.html"
    page.write_text("<title>Alder vs Birch</title>", encoding="utf-8")
    url = "https://grove.example/compare/alder-vs-birch"
    assert fixture(tmp_path, "generic", "bare", str(page), "--url", url).returncode == 0
    draft = json.loads((tmp_path / "generic" / "bare.json").read_text(encoding="utf-8"))
    assert (draft["url"], draft["kind"]) == (url, "comparison")
    assert origin(tmp_path / "generic" / "bare.html") == {"url": url, "content_type": None}


def test_a_page_is_fetched_politely_and_says_where_from(tmp_path: Path) -> None:
    body = "<title>Эй vs Ой</title>".encode("windows-1251")
    russian = {"Content-Type": "text/html; charset=windows-1251", "Set-Cookie": "a=b"}
    pages = {"/old": Answer(status=302, headers={"Location": "/a-vs-b"}), "/a-vs-b": Answer(body, headers=russian)}
    with WebServer(pages) as server:
        assert fixture(tmp_path, "generic", "a-vs-b", server.url("/old")).returncode == 0
        url = server.url("/a-vs-b")
    assert server.asked == [ROBOTS, "/old", "/a-vs-b"]
    assert all(asked["user-agent"].startswith("comparisons/") for asked in server.headers)
    assert not any("cookie" in asked or "referer" in asked for asked in server.headers)
    page = tmp_path / "generic" / "a-vs-b.html"
    assert page.read_bytes() == body
    assert origin(page) == {"url": url, "content_type": "text/html; charset=windows-1251"}
    assert read(body, site="generic", **origin(page)).title == "Эй vs Ой"


def test_a_fixture_is_replaced_only_when_asked(tmp_path: Path) -> None:
    assert fixture(tmp_path, "shiporskip", "a", str(PANEL.with_name("short-text.txt"))).returncode == 0
    assert_one_line(fixture(tmp_path, "shiporskip", "a", str(PANEL)), "a.txt is there already", "--overwrite")
    assert fixture(tmp_path, "shiporskip", "a", str(PANEL), "--overwrite").returncode == 0
    assert sorted(path.name for path in (tmp_path / "shiporskip").iterdir()) == ["a.html", "a.json"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nosuch", "a", str(TABLE)], ["unknown site 'nosuch'", "generic"]),
        (["generic", "../a", str(TABLE)], ["'../a' is no name of a case"]),
        (["generic", "a", "nosuch.html"], ["cannot read nosuch.html"]),
        (["generic", "a", "README.md"], ["no saved page", ".html"]),
        (["generic", "a", "ftp://a.example/a"], ["no http or https address"]),
        (["generic", "a", "http://me:pw@a.example/a"], ["user name or password"]),
        (["shiporskip", "a", "https://a.example/a-vs-b"], ["a.example is no host of shiporskip", "generic"]),
        (["shiporskip", "a", str(TABLE)], ["toolbench.example is no host of shiporskip"]),
        (["generic", "a", "https://a.example/a"], ["whom the site may write to", "CONTACT"]),
        (["generic", "a", "https://a.example/a", "--url", "https://a.example/b"], ["not the address of a saved page"]),
        (["generic", "a", str(TABLE), "--url", "a-vs-b"], ["not the address of a saved page"]),
        (["shiporskip", "a", str(TABLE), "--url", "https://a.example/b"], ["a.example is no host of shiporskip"]),
        (["generic", "a"], ["URL|FILE"]),
    ],
)
def test_a_mistake_is_told_in_one_line_and_nothing_is_written(
    tmp_path: Path, args: list[str], words: list[str]
) -> None:
    assert_one_line(fixture(tmp_path, *args), *words)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_answer_is_told_in_one_line(tmp_path: Path) -> None:
    pages = {ROBOTS: Answer(b"User-agent: *\nDisallow: /no/"), "/sick": Answer(status=503)}
    pages["/away"] = Answer(status=302, headers={"Location": "http://127.0.0.2:9/"})
    with WebServer(pages) as server:
        for path, words in {
            "/gone": "answered with status 404",
            "/sick": "answered with status 503",
            "/no/a": "robots.txt forbids",
            "/away": "redirect to another host",
        }.items():
            assert_one_line(fixture(tmp_path, "generic", "a", server.url(path)), server.url(path), words)
        nobody = server.url("/a")
    assert_one_line(fixture(tmp_path, "generic", "a", nobody), nobody, "cannot be had")
    assert list(tmp_path.iterdir()) == []


def test_the_draft_is_one_value_a_line_and_whole() -> None:
    said = facts(read(PANEL.read_bytes(), url=None, site="shiporskip"))
    text = fixture_json(said)
    assert json.loads(text) == said
    assert text + "\n" == PANEL.with_suffix(".json").read_text(encoding="utf-8")
