"""Pages on which nothing was read: challenges, shells and whole pages are told apart, in each direction."""

import cProfile
import json
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages.plain import HTML
from pages.unread import APP, CHALLENGES, PROTECTIONS, SHELLS, SKELETONS, WHOLE, document, framed
from test_reader_properties import COMPARISONS, said, sample_page

from crawler.archive import ArchiveWriter, CrawlInfo, Message
from crawler.extraction import archive_entries
from crawler.sample.frame import ORIGIN
from normalize.extract import read
from normalize.page import read_plain
from normalize.records import PageReading
from normalize.states import find_obstacle

ADDRESSES: Final = {
    "other": f"{ORIGIN}/about",
    "index": f"{ORIGIN}/compare",
    "comparison": f"{ORIGIN}/compare/anchor-vs-buoy",
    "reviewer": f"{ORIGIN}/reviewer/skeptic",
    "unknown": "https://else.test/a",
}
AT: Final = datetime(2026, 1, 2, 3, 4, 5)
REAL_PAGES: Final = Path(__file__).parents[2] / "shared" / "pages"


def read_at(html: str, url: str | None) -> PageReading:
    return read(html.encode(), url=url, content_type=HTML)


def answered(folder: Path, status: int, html: str) -> PageReading:
    """What the extraction makes of an archived answer."""
    writer = ArchiveWriter(folder, CrawlInfo("ab" * 16, AT, "sample", ["sample.test"]))
    answer = Message(f"HTTP/1.1 {status} X", [(b"Content-Type", HTML.encode())], html.encode())
    writer.exchange(ADDRESSES["comparison"], AT, Message("GET / HTTP/1.1", []), answer)
    writer.close()
    entries = archive_entries(writer.paths[0], "made", None)
    (page,) = [entry.page for entry in entries if entry.page]
    return page


@pytest.mark.parametrize("kind", ADDRESSES)
@pytest.mark.parametrize("case", CHALLENGES)
def test_a_challenge_is_blocked(case: str, kind: str) -> None:
    reading = read_at(CHALLENGES[case], ADDRESSES[kind])
    assert (reading.state, reading.tools, reading.reviewer) == ("blocked", [], None)
    assert [problem for problem in reading.problems if problem.startswith("page: ")] == reading.problems != []


@pytest.mark.parametrize("kind", ADDRESSES)
@pytest.mark.parametrize("case", SHELLS)
def test_a_shell_needs_rendering(case: str, kind: str) -> None:
    reading = read_at(SHELLS[case], ADDRESSES[kind])
    assert (reading.state, reading.tools, reading.reviewer) == ("needs_rendering", [], None)
    assert [problem for problem in reading.problems if problem.startswith("page: ")] == reading.problems != []


@pytest.mark.parametrize("protection", PROTECTIONS)
@pytest.mark.parametrize("case", SHELLS)
def test_a_protected_shell_needs_rendering(case: str, protection: str) -> None:
    html = SHELLS[case].replace("</head>", f"{PROTECTIONS[protection]}</head>")
    assert read_at(html, ADDRESSES["other"]).state == "needs_rendering"


@pytest.mark.parametrize("case", SKELETONS)
def test_a_comparison_without_a_value_needs_rendering(case: str) -> None:
    reading = read_at(SKELETONS[case], ADDRESSES["comparison"])
    assert (reading.state, reading.tools) == ("needs_rendering", [])
    assert reading.problems[0].startswith("page: ")


@pytest.mark.parametrize("case", ["no values", "dashes", "dots"])
def test_a_saved_comparison_without_a_value_needs_rendering(case: str) -> None:
    assert read_at(SKELETONS[case], None).state == "needs_rendering"


def test_without_scripts_nothing_would_fill_a_skeleton() -> None:
    html = SKELETONS["dashes"].replace(APP, "")
    assert read_at(html, ADDRESSES["comparison"]).state == "ok"


@pytest.mark.parametrize("protection", ["none", *PROTECTIONS])
@pytest.mark.parametrize("case", WHOLE)
def test_a_whole_page_compares_nothing(case: str, protection: str) -> None:
    html = WHOLE[case].replace("</body>", f"{PROTECTIONS.get(protection, '')}</body>")
    if case.startswith("nothing") and protection in ("Imperva", "Kasada", "F5"):
        pytest.skip("a page that holds their script and nothing else is theirs")
    reading = read_at(html, ADDRESSES["other"])
    assert (reading.state, reading.problems) == ("not_comparison", [])


@pytest.mark.parametrize("case", WHOLE)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_whole_page_is_whole_at_any_address(case: str, kind: str) -> None:
    assert read_at(WHOLE[case], ADDRESSES[kind]).state in ("not_comparison", "ok")


@pytest.mark.parametrize("status", [202, 401, 403, 405, 429, 500, 503])
@pytest.mark.parametrize("case", ["Cloudflare", "DataDome", "AWS WAF", "Akamai", "a wall in a frame of the site"])
def test_a_challenge_is_blocked_whatever_its_status(tmp_path: Path, case: str, status: int) -> None:
    reading = answered(tmp_path, status, CHALLENGES[case])
    assert reading.state == "blocked"
    assert "challenge" in reading.problems[0] and (status < 300 or f"page: status {status}, " in reading.problems[0])


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_stays_gone(tmp_path: Path, status: int) -> None:
    assert answered(tmp_path, status, CHALLENGES["Cloudflare"]).state == "gone"


@pytest.mark.parametrize("html", [WHOLE["maintenance"], WHOLE["an origin that is down"], SHELLS["React"], ""])
def test_an_error_is_no_challenge(tmp_path: Path, html: str) -> None:
    reading = answered(tmp_path, 503, html)
    assert (reading.state, reading.problems) == ("failed", ["page: status 503"])


def test_a_challenge_saved_as_text() -> None:
    page = read_plain("Just a moment...\nharbour.test\nVerify you are human\nRay ID: 9a8b7c6d5e4f3a2b")
    obstacle = find_obstacle(page)
    assert obstacle is not None and obstacle.state == "blocked"


def test_an_index_with_links_is_read() -> None:
    links = "".join(f'<li><a href="/compare/a{n}-vs-b">A{n} vs B</a></li>' for n in range(3))
    for main in (f"<main><ul>{links}</ul></main>", f"<div id=x></div><ul>{links}</ul>"):
        assert read_at(document("Compare", framed(main, APP)), ADDRESSES["index"]).state == "ok"


@settings(max_examples=60, deadline=None)
@given(COMPARISONS, st.sampled_from(list(PROTECTIONS)), st.sampled_from([b"</head>", b"</body>", b"</h1>"]))
def test_a_protection_on_a_healthy_page_says_nothing(comparison, protection: str, place: bytes) -> None:  # type: ignore[no-untyped-def]
    body, content_type, url = sample_page(comparison)
    protected = body.replace(place, place + PROTECTIONS[protection].encode(), 1)
    assert said(protected, content_type, url) == said(body, content_type, url)


@pytest.mark.skipif(not REAL_PAGES.is_dir(), reason="the real pages are not here")
def test_real_pages_are_what_their_facts_say() -> None:
    for path in sorted(REAL_PAGES.glob("*/*.html")):
        state = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["state"]
        reading = read(path.read_bytes(), url=None)
        assert (
            reading.state == "needs_rendering"
            if state == "needs_rendering"
            else reading.state in ("ok", "not_comparison")
        )


REPEATED: Final = {
    "scripts": APP,
    "inline": "<script>window._pxAppId=1</script>",
    "headers": "<header>",
    "mains": "<main>",
    "places": "<div id=a></div>",
    "deep_places": "<div id=a>",
    "cookies": "<div><p>Cookies</p></div>",
    "cookies_in_one_place": "<p>Cookies</p>",
    "loading": "<p>Loading</p>",
    "words": "verify your browser to confirm you ",
    "quotes": "“verify ",
    "titles": "<title>access ",
    "noscript": "<noscript>Enable",
    "refreshes": "<meta http-equiv=refresh content='/_sec/'>",
    "links": "<a href=/a>A</a>",
    "deep_banners": "<div>cookie",
}


def calls(html: str) -> int:
    profile = cProfile.Profile()
    profile.runcall(read_at, html, ADDRESSES["comparison"])
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("case", REPEATED)
def test_time_is_linear(case: str) -> None:
    """Four times as much takes about four times as many calls."""
    n = 20_000 // len(REPEATED[case])
    small, large = (document("A", REPEATED[case] * times + APP) for times in (n, 4 * n))
    read_at(large, None)
    assert calls(large) <= 6 * calls(small)
