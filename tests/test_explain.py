"""`scrapy explain`: each value with its evidence and its place, what was not found, and where the page came from."""

import json
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from loopback import ROOT, Answer, WebServer, assert_one_line, scrapy

from crawler.archive import ArchiveWriter, CrawlInfo, Message, Original, payload_digest
from crawler.explain_report import explanation_text
from crawler.page_archive import find_page
from crawler.text_table import width_of
from normalize.explanation import Explanation, explain
from normalize.extract import page_of, read
from normalize.page import read_html
from normalize.places import Places
from normalize.sites import by_name

FIXTURES: Final = ROOT / "tests" / "fixtures"
AT: Final = datetime(2026, 1, 2, 3, 4, 5)
PATH: Final = "/tallyho-vs-sumwise-vs-countly-jane"
THREE: Final = (FIXTURES / "generic" / "three-way.html").read_bytes()


def told(page: Path, *args: str, dataset: Path) -> list[str]:
    run = scrapy("explain", str(page.relative_to(ROOT)), *args, dataset=dataset)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout.splitlines()


def explained(case: str, site: str) -> Explanation:
    body = (FIXTURES / case).read_bytes()
    return explain(read(body, url=None, site=site), page_of(body), by_name(site))


def of(explanation: Explanation, about: str | None, field: str) -> list[tuple[str | None, str]]:
    return [(f.text, f.evidence) for f in explanation.findings if (f.about, f.field) == (about, field)]


def test_any_page_is_told_with_evidence_and_surroundings(tmp_path: Path) -> None:
    lines = told(FIXTURES / "generic" / "three-way.html", dataset=tmp_path)
    assert lines[0] == f"http://ledgerlines.example{PATH}"
    assert "  read from       tests/fixtures/generic/three-way.html" in lines
    at = lines.index("Countly Jane")
    assert lines[at + 1] == "  name            Countly Jane [title, h1, heading, cell, address]"
    assert "  price           amount 7.5 · currency EUR · period month · is_free false [table]" in lines[at:]
    assert "                  $0 › €7.50 per month ‹ Receipts by photo" in lines[at:]
    assert '  feature         Mileage log: "No" · value_bool false · position 4 [table]' in lines[at:]
    assert "  not found       rating, con" in lines[at:]
    assert max(map(len, lines)) <= 100 and not any("\x1b" in line for line in lines)
    assert not list(tmp_path.iterdir())


def test_a_panel_page_is_told_with_its_quotes_and_votes(tmp_path: Path) -> None:
    lines = told(FIXTURES / "shiporskip" / "full-page.html", "-a", "site=shiporskip", dataset=tmp_path)
    at = lines.index("Mothlight: Offline")
    assert any(line.startswith("  entry           paid [panel/") for line in lines[at:])
    assert any(line.startswith("  community vote  state none [panel/") for line in lines[at:])
    assert any(line.startswith("  quote           No sync, no share, no clock") for line in lines[at:])
    assert "  not found       pricing" in lines[at:]
    assert lines[-2:] == ["Problems", "  pricing: not found for 'Mothlight: Offline'"]
    assert max(map(len, lines)) <= 100


def test_programs_get_json(tmp_path: Path) -> None:
    said = json.loads("\n".join(told(FIXTURES / "generic" / "card-grid.html", "--format", "json", dataset=tmp_path)))
    assert (said["state"], said["reader"], said["problems"]) == ("ok", by_name("generic").reader, [])
    (tie,) = [finding for finding in said["findings"] if finding["field"] == "winner"]
    assert tie["value"] == {"scope": "overall", "tool": None, "is_tie": True}
    assert tie["place"] == {"printed": "It's a tie.", "before": "Who wins?", "after": None, "n_alike": 0}


def test_wide_letters_and_long_words_keep_to_the_width() -> None:
    wide, long = "价格和功能都很好" * 20, "x" * 300
    html = f"""<title>Alder vs Birch</title><h1>Alder vs Birch</h1><p>Two apps with plugins, plans and support.</p>
        <table><tr><th></th><th>Alder</th><th>Birch</th></tr><tr><td>Price</td><td>$4</td><td>$5</td></tr>
        <tr><td>Editor</td><td>{wide}</td><td>{long}</td></tr></table>"""
    reading = read(html.encode(), url="http://a.example/alder-vs-birch")
    text = explanation_text(explain(reading, read_html(html), by_name("generic")), "here")
    assert wide[:20] in text and text.replace("\n" + " " * 18, "").count("x" * 300)
    assert max(map(width_of, text.splitlines())) <= 100


def test_a_reviewers_page_is_told() -> None:
    explanation = explained("shiporskip/reviewer.html", "shiporskip")
    assert [text for text, _ in of(explanation, "The Doubter", "motto")] == ["Show me the invoice."]
    assert len(of(explanation, "The Doubter", "quote")) == 2


def test_what_no_text_prints_has_no_place() -> None:
    data = (
        '{"@type": "SoftwareApplication", "name": "Alder", "aggregateRating": {"ratingValue": 4.25, "bestRating": 5}}'
    )
    html = f"""<title>Alder vs Birch</title><h1>Alder vs Birch</h1><p>Pricing, features, plugins and support of two
        apps.</p><script type="application/ld+json">{data}</script>"""
    reading = read(html.encode(), url="http://a.example/alder-vs-birch")
    explanation = explain(reading, read_html(html), by_name("generic"))
    (rating,) = [finding for finding in explanation.findings if finding.field == "rating"]
    assert (rating.evidence, rating.place) == ("structured", None)
    assert {missing.about: missing.fields for missing in explanation.missing} == {
        "Alder": ["price", "feature", "pro", "con"],
        "Birch": ["price", "rating", "feature", "pro", "con"],
        None: ["winner"],
    }


def test_a_page_that_compares_nothing_says_what_was_looked_for() -> None:
    html = "<title>Rome vs Carthage</title><h1>Rome vs Carthage</h1><p>Goals in the second half of the season.</p>"
    explanation = explain(read(html.encode(), url="http://a.example/x"), read_html(html), by_name("generic"))
    assert [missing.fields for missing in explanation.missing] == [["tools"]]
    assert explanation.candidates is not None and explanation.candidates.names == ("Rome", "Carthage")


def test_a_print_that_comes_twice_has_two_places() -> None:
    places = Places(read_html("<nav>Free</nav><p>A</p><p>Free</p><p>B</p><p>Free for <b>one</b></p><p>Free</p>"))
    found = [places.find("Free", "price") for _ in range(2)]
    assert [place and place.before for place in found] == ["A", "Free for one"]
    assert (places.find("Free", "entry", "B") or found[0]).before == "Free for one"  # type: ignore[union-attr]
    spread = places.find("B Free for one", "price")
    assert spread and (spread.printed, spread.before, spread.after) == ("B Free for one", "Free", "Free")
    assert places.find("nowhere", "price") is places.find("", "price") is None


def test_a_page_of_the_archive_is_told_without_the_network(tmp_path: Path) -> None:
    with WebServer({PATH: Answer(THREE)}) as server:
        url = server.url(PATH)
        assert crawl(url, tmp_path).returncode == 0
    asked = list(server.asked)
    run = scrapy("explain", f"{url}?utm_source=mail", dataset=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "read from       the archive, " in run.stdout and "nothing was fetched" in run.stdout
    assert "price           amount 7.5" in run.stdout
    assert server.asked == asked


def test_a_page_that_the_archive_does_not_have_is_fetched(tmp_path: Path) -> None:
    with WebServer({PATH: Answer(THREE)}) as server:
        run = scrapy("explain", server.url(PATH), "-s", "DOWNLOAD_DELAY=0", dataset=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "its server, just now" in run.stdout and "price           amount 7.5" in run.stdout
    assert server.asked == ["/robots.txt", PATH]
    assert not list(tmp_path.iterdir())


def crawl(url: str, dataset: Path) -> subprocess.CompletedProcess[str]:
    return scrapy("crawl", "comparisons", "-a", f"start={url}", "-s", "DOWNLOAD_DELAY=0", dataset=dataset)


def test_the_last_visit_counts_and_redirects_are_followed(tmp_path: Path) -> None:
    url, old = f"http://a.example{PATH}", "http://a.example/old"
    writer = ArchiveWriter(tmp_path, CrawlInfo("ab" * 16, AT, None, ["a.example"]))
    asked = Message("GET / HTTP/1.1", [])

    def exchange(url: str, minute: int, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> datetime:
        at = AT + timedelta(minutes=minute)
        original = Original(url, AT, payload_digest(THREE)) if status == 304 else None
        writer.exchange(url, at, asked, Message(f"HTTP/1.1 {status} X", list(headers), body), original)
        return at

    exchange(url, 0, 200, THREE, (b"Content-Type", b"text/html"))
    exchange(old, 1, 301, b"", (b"Location", PATH.encode()))
    exchange(url, 2, 503, b"busy")
    unchanged_at = exchange(url, 3, 304, b"")
    exchange("http://a.example/gone-vs-away", 4, 404, b"no")
    writer.close()
    found = find_page(tmp_path, old, None)
    assert found is not None and (found.body, found.visited_at) == (THREE, unchanged_at)
    assert len(found.reading.tools) == 3
    gone = find_page(tmp_path, "http://a.example/gone-vs-away", None)
    assert gone is not None and gone.reading.state == "gone"
    assert find_page(tmp_path, "http://a.example/never", None) is None


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nosuch.html"], ["cannot read nosuch.html"]),
        (["README.md"], ["no saved page"]),
        (["ftp://a.example/a"], ["no http or https address"]),
        (["https://a.example/a"], ["whom the site may write to"]),
        (["a.html", "-a", "site=nosuch"], ["unknown site 'nosuch'"]),
        (["a.html", "-a", "side=generic"], ["unknown argument 'side'"]),
        (["a.html", "--format", "xml"], ["xml"]),
        ([""], ["names no page"]),
        ([], ["URL|FILE"]),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, args: list[str], words: list[str]) -> None:
    assert_one_line(scrapy("explain", *args, dataset=tmp_path), *words)


def test_a_text_that_stands_in_several_places_is_said_to() -> None:
    body = "<h2>A</h2><p>Free</p><h2>B</h2><p>Free</p>"
    places = Places(read_html(body))
    first, second = (places.find("Free", "price") for _ in range(2))
    assert first and second and (first.before, first.n_alike, second.before, second.n_alike) == ("A", 1, "B", 0)
    row = places.find("Free", "feature", after="B")
    assert row and (row.before, row.n_alike) == ("B", 0)
