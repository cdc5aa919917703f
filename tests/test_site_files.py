"""A site is one file: what it says is enough to crawl and read it, and what it lacks is told in one line."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from loopback import ROOT, SCRAPY, Answer, WebServer, assert_one_line, entries, user_environment

from normalize import sites
from normalize.errors import UserError
from normalize.extract import read, readers

TABLE: Final = """<title>Alder vs Birch</title><h1>Alder vs Birch</h1><table>
<tr><th></th><th>Alder</th><th>Birch</th></tr><tr><td>Price</td><td>$4/month</td><td>$9/month</td></tr>
<tr><td>Offline sync</td><td>Yes</td><td>No</td></tr><tr><td>Plugins</td><td>7</td><td>9</td></tr></table>
<p>Stamp: Birch</p>"""
LAYOUT: Final = '''"""A site that names a layout."""

from normalize.site import ANY, Site

SITE = Site(
    name="grove",
    hosts=("grove.example",),
    start=("http://grove.example/compare",),
    kinds={"comparison": r"^/compare/(?P<slugs>[^/?]+-vs-[^/?]+)$", "index": r"^/compare$"},
    layout=ANY,
)
'''
EXTRACT: Final = '''"""A site that reads its pages itself."""

from normalize.reading import ReadComparison, ReadPoint, ReadTool, ReadWinner
from normalize.site import Site


def extract(page):
    stamp = [block.text for block in page.blocks if block.text.startswith("Stamp: ")]
    names = (page.title or "").split(" vs ")
    if len(names) != 2 or not stamp:
        return None
    winner = ReadWinner("overall", names.index(stamp[0][7:]), False, stamp[0], "site")
    points = [ReadPoint(0, "con", "No stamp", "site")]
    return ReadComparison(page.title, [ReadTool(name) for name in names], [], [], points=points, winners=[winner])


SITE = Site(
    name="grove", hosts=("grove.example",), kinds={"comparison": r"-vs-"}, extract=extract, version=3,
)
'''
URL: Final = "http://grove.example/compare/alder-vs-birch"
Add = Callable[[str], None]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Add]:
    """Drops a file beside those of the package, whose folder stays as it is."""

    def drop(code: str) -> None:
        (tmp_path / "grove.py").write_text(code, encoding="utf-8")
        monkeypatch.setattr(sites, "__path__", [*sites.__path__, str(tmp_path)])
        monkeypatch.delitem(sys.modules, "normalize.sites.grove", raising=False)
        sites._sites.cache_clear()

    yield drop
    monkeypatch.undo()
    sys.modules.pop("normalize.sites.grove", None)
    sites._sites.cache_clear()


def test_a_site_that_names_a_layout_is_read_by_it(add: Add) -> None:
    add(LAYOUT)
    reading = read(TABLE.encode(), url=URL)
    assert (reading.site, reading.kind, reading.extractor) == ("grove", "comparison", sites.ANY.reader)
    assert [(tool.name, tool.slug) for tool in reading.tools] == [("Alder", "alder"), ("Birch", "birch")]
    assert [(price.amount, price.evidence) for price in reading.prices] == [(4, "table"), (9, "table")]


def test_a_site_may_read_its_pages_itself(add: Add) -> None:
    add(EXTRACT)
    reading = read(TABLE.encode(), url=URL)
    assert (reading.state, reading.extractor) == ("ok", "grove/3")
    (winner,) = reading.winners
    assert (winner.tool_id, winner.text, winner.evidence) == (reading.tools[1].tool_id, "Stamp: Birch", "site")
    assert [point.evidence for point in reading.points] == ["site"]
    assert read(b"<title>Alder vs Birch</title>", url=URL).state == "not_comparison"


def test_a_new_site_has_archives_read_again(add: Add) -> None:
    before = readers()
    add(EXTRACT)
    assert readers() != before


def test_the_generic_rules_can_be_asked_for_on_any_host(add: Add) -> None:
    add(EXTRACT)
    reading = read(TABLE.encode(), url=URL, site="generic")
    assert (reading.site, reading.extractor) == ("grove.example", sites.GENERIC.reader)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "has no SITE"),
        ("SITE = 1", "has no SITE"),
        ("SITE = (", "is no Python in line 1"),
        ("import nowhere_at_all", "cannot be imported: No module named 'nowhere_at_all'"),
        (LAYOUT.replace('"grove"', '"forest"'), "names its site 'forest'"),
        (LAYOUT.replace('"grove.example",', ""), "names no hosts"),
        (LAYOUT.replace('"grove.example"', '"www.grove.example"'), "names the host 'www.grove.example'"),
        (LAYOUT.replace('"grove.example"', '"shiporskip.io"'), "names the host 'shiporskip.io', as another site"),
        (LAYOUT.replace("    layout=ANY,\n", ""), "either a layout, as in layout=PANEL, or an extract"),
        (LAYOUT.replace("layout=ANY", "layout=ANY, extract=ANY.read"), "either a layout"),
        (LAYOUT.replace('"comparison"', '"versus"'), "does not say which addresses are comparisons"),
        (LAYOUT.replace('"index"', '"list"'), "knows a kind of page 'list'"),
        (LAYOUT.replace('r"^/compare$"', 'r"("'), "pattern for index that is no regular expression"),
    ],
)
def test_a_file_that_lacks_what_a_site_needs_is_refused(add: Add, code: str, words: str) -> None:
    add(code)
    with pytest.raises(UserError) as refused:
        sites.names()
    assert words in str(refused.value)
    assert str(refused.value).startswith("normalize/sites/") and "\n" not in str(refused.value)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the code, in which a file can be dropped."""
    for name in ("crawler", "normalize", "datasets/comparisons"):
        ignored = shutil.ignore_patterns("__pycache__", "archive", "records", "builds", "data")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    return tmp_path


def run(project: Path, *args: str, proxy: str = "") -> subprocess.CompletedProcess[str]:
    changes = {"PYTHONPATH": str(project), "http_proxy": proxy, "no_proxy": "", "NO_PROXY": ""}
    command = [SCRAPY, *args, "-s", "DATASET_DIR=found", "-s", "DOWNLOAD_DELAY=0"]
    return subprocess.run(
        command, cwd=project, env=user_environment(changes), capture_output=True, text=True, timeout=120
    )


def test_a_dropped_file_is_all_that_a_crawl_needs(project: Path) -> None:
    (project / "normalize" / "sites" / "grove.py").write_text(LAYOUT, encoding="utf-8")
    pages = {"http://grove.example/compare": Answer(b'<a href="/compare/alder-vs-birch">one</a>')}
    with WebServer({**pages, URL: Answer(TABLE.encode())}) as server:
        crawl = run(
            project, "crawl", "comparisons", "-a", "site=grove", "-s", "CONTACT=a@b.example", proxy=server.url("/")
        )
    assert (crawl.returncode, crawl.stderr) == (0, "")
    (page,) = [entry["page"] for entry in entries(project / "found") if (entry["page"] or {}).get("tools")]
    assert (page["site"], [tool["slug"] for tool in page["tools"]]) == ("grove", ["alder", "birch"])


def test_a_broken_file_is_told_in_one_line_by_every_command(project: Path) -> None:
    (project / "normalize" / "sites" / "grove.py").write_text("SITE = None", encoding="utf-8")
    (project / "page.html").write_text(TABLE, encoding="utf-8")
    for args in (["explain", "page.html"], ["crawl", "comparisons"], ["extract", "page.html", "-a", "site=grove"]):
        assert_one_line(run(project, *args), "normalize/sites/grove.py has no SITE", "CONTRIBUTING.md")


def test_a_reader_that_raises_fails_its_page_alone(project: Path) -> None:
    raising = EXTRACT.replace("len(names) != 2 or not stamp", "len(names) != 2")
    (project / "normalize" / "sites" / "grove.py").write_text(raising, encoding="utf-8")
    (project / "bare.html").write_text(TABLE.replace("Stamp: ", ""), encoding="utf-8")
    (project / "page.html").write_text(TABLE, encoding="utf-8")
    said = "the reader raised IndexError: list index out of range (grove.py, line 12)"
    extract = run(project, "extract", "page.html", "bare.html", "-a", "site=grove")
    assert extract.returncode == 0 and said in extract.stdout and extract.stderr == ""
    pages = {entry["page"]["state"]: entry["page"] for entry in entries(project / "found")}
    assert len(pages["ok"]["tools"]) == 2 and pages["failed"]["problems"] == [f"page: {said}"]
    assert_one_line(run(project, "explain", "bare.html", "-a", "site=grove"), said)
