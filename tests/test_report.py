"""The report as a file, and as a real browser shows it."""

import importlib.util
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from handmade import SECOND_CRAWL, built, community, fetched, panel, price, quote, rating, reading, tool
from loopback import assert_one_line, scrapy, scrapy_on_a_full_disk
from test_panel import VERDICTS, page, unprinted

from analysis.noted import ALL_ALIKE
from analysis.report import report
from analysis.report.figures import read_figures
from analysis.report.headline import NO_VERDICTS, ONE_REVIEWER, against_chance
from analysis.report.heatmap import heat_map
from analysis.report.markup import Html, element, said
from analysis.report.quality import PARADOX
from analysis.report.wording import coefficient, in_hundred, percent
from normalize.database import connect

BROWSER = shutil.which("chromium")
needs_browser = pytest.mark.skipif(
    importlib.util.find_spec("playwright") is None or BROWSER is None, reason="needs the extra `render` and Chromium"
)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;"
NAMING = "Its rivals are Fernhollow 2 and Moorland. It will be gone in two years."
RTL = "מבקר عربي"
LONG = "Wordwithoutanyend" * 12


def written(dataset: Path) -> str:
    with connect(dataset) as connection:
        return report(connection)


def text(document: str) -> str:
    """What a reader sees, in one line."""
    words: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            words.append(data)

    Reader().feed(document)
    return " ".join("".join(words).split())


def tags(document: str) -> set[str]:
    """Names of all elements."""
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)
            assert not [name for name, _ in attrs if name.startswith("on")]

    Reader().feed(document)
    return found


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every section has something to show, under names that mean harm."""
    path = tmp_path_factory.mktemp("full")
    names = {"A": HOSTILE, "B": RTL, "C": LONG, "D": "D"}
    slugs = list(VERDICTS)
    quotes = [
        quote(slug, f"{HOSTILE} {reviewer} {slug}. {NAMING}", slot, names[reviewer], verdict=verdict, score=50)
        for slug in slugs
        for slot, (reviewer, verdict) in enumerate(VERDICTS[slug].items(), 1)
    ]
    votes = [vote for slug in slugs for vote in (panel(slug), community(slug, "50%", 0.5))]
    tools = [tool(slug, name=f"{HOSTILE} {slug}", category=HOSTILE, entry="paid") for slug in slugs]
    figures = {"prices": [price("one", "$9", 9.0, LONG)], "ratings": [rating("one", "4.5", 4.5)]}
    said_so: dict[str, Any] = {"tools": tools, "quotes": quotes, "votes": votes, "problems": [f"tagline: {HOSTILE}"]}
    built(path, fetched(reading("/compare/all", *slugs, **said_so, **figures)))
    return path


def test_everything_scraped_is_escaped(full: Path) -> None:
    document = written(full)
    assert not {"script", "img"} & tags(document)
    assert HOSTILE in text(document) and RTL in text(document)
    assert not re.search(r"""(?:src|href)="(?!data:)|url\(|@import""", document)


def test_text_is_escaped_and_markup_is_not() -> None:
    assert element("p", "<b>", Html("<i></i>"), ["&", 1, None]) == "<p>&lt;b&gt;<i></i>&amp;1</p>"
    assert element("a", title='"<', data_x=None, x=1.5) == '<a title="&quot;&lt;" x="1.5"></a>'
    assert said(RTL) == f'<bdi dir="auto">{RTL}</bdi>'


def test_figures_are_said_in_words(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(page("/compare/one-vs-two", "one", "two"), 1),
        fetched(page("/compare/three-vs-four-vs-five", "three", "four", "five"), 2),
    )
    words = text(written(tmp_path))
    for said_so in (
        "they give the same verdict 46 times in 100. From this many listings, that cannot be told from chance.",
        "1 of 4listings on which all their reviewers agree",
        "1 of 2listings on which D stands alone against all others",
        "4 listings, fewer than 40",
        "5 with a verdict, 4 with two or more. The raters are the reviewers of a listing, 4 of them by name",
        "No listing has both a vote of the panel and one of the community.",
        "No page prints a price or a rating.",
        PARADOX,
    ):
        assert said_so in words, said_so
    assert not re.search(r"\bnan\b|\bNone\b(?! )|p-value|significan", words)


def test_rivals_and_predictions_are_drawn(tmp_path: Path) -> None:
    said_so = (
        "Its rivals are Fernhollow 2 and Beta. It will be gone within a month. Its copies will be gone in two years."
    )
    tools = [tool("a", name="Alpha"), tool("b", name="Beta"), tool("c", name="Beta")]
    quotes = [quote("a", said_so, 1, "Critic"), quote("b", "You'd need Alpha for this.", 1)]
    page = reading("/compare/a-vs-b-vs-c", "a", "b", "c", tools=tools, quotes=quotes)
    built(tmp_path, fetched(page), fetched(reading("/about"), crawl=SECOND_CRAWL))
    document = written(tmp_path)
    for words in (
        "3 pairs, 2 products.",
        "Alpha Fernhollow 2 Critic 1 0",
        "Beta Alpha 0 1",
        "2 sentences that commit to a time",
        "1 time has come: were they right?",
        "It will be gone within a month. Alpha, Critic 2026-02-01",
        "1 product with more than one listing.",
    ):
        assert words in " ".join(re.sub("<[^>]*>", " ", document).split()).replace(" ,", ","), words
    assert document.count('class="arrow-head"') == 3 and document.count('class="arrow dashed"') == 1
    assert document.count('class="dot due"') == 1 and document.count("label soft") == 1


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    built(tmp_path / "none", fetched(reading("/compare/a-vs-b", "a", "b")))
    words = text(written(tmp_path / "none"))
    assert NO_VERDICTS in words and "<svg" not in written(tmp_path / "none")
    assert "No quote names a rival or an alternative." in words and "No quote commits to a time." in words
    lone = [quote("a", "Fine.", 1, "A", verdict="ship")]
    built(tmp_path / "lone", fetched(reading("/compare/a-vs-b", "a", "b", quotes=lone)))
    words = text(written(tmp_path / "lone"))
    assert ONE_REVIEWER in words and "No listing has printed verdicts of two named reviewers." in words
    built(tmp_path / "empty", fetched(reading("/about")))
    assert "There are no listings in this dataset yet." in text(written(tmp_path / "empty"))


def test_the_first_lines_say_what_is_counted_and_what_is_left_out(tmp_path: Path) -> None:
    words = text(written(unprinted(tmp_path)))
    assert "they give the same verdict 50 times in 100" in words
    assert "Counted: 4 listings, by counts printed in badges of panels; 4 of these by two reviewers or more." in words
    assert "Left out: 4 verdicts that follow from a unanimous panel and are not printed" in words
    assert words.index("Left out") < words.index("Who agrees with whom")
    assert "1 ship, 1 skipUnknown side" in words and "A of two" in words


def panels(path: Path, *patterns: str) -> str:
    """The report on listings whose reviewers ship (s), skip (k) or say nothing (-)."""
    slugs = [f"t{number}" for number in range(len(patterns))]
    quotes = [
        quote(slug, f"{slot} of {slug}", slot, f"R{slot:02}", verdict={"s": "ship", "k": "skip"}[each])
        for slug, pattern in zip(slugs, patterns, strict=True)
        for slot, each in enumerate(pattern, 1)
        if each != "-"
    ]
    built(path, fetched(reading("/compare/all", *slugs, quotes=quotes)))
    return text(written(path))


def test_a_panel_that_always_splits_alike_is_not_called_certain(tmp_path: Path) -> None:
    words = panels(tmp_path, *["ssk"] * 5)
    assert "33 times in 100. Whether that is more than chance cannot be told from these listings." in words
    assert f"–: {ALL_ALIKE}." in words and "read the intervals" not in words.lower()


def test_nearly_all_is_not_all(tmp_path: Path) -> None:
    words = panels(tmp_path, *["ssssssss"] * 50, "sssssssk")
    assert "more than 99 times in 100" in words and ">99%of the time" in words and ">0.99agreement" in words


def test_who_is_shown_does_not_hang_on_what_was_found(tmp_path: Path) -> None:
    """Thirty who judged one listing and shipped it, and two who judged all and did not."""
    words = panels(tmp_path, *("kk" + "-" * n + "s" for n in range(30)))
    assert "Shown: the 24 reviewers who judged most, of 32." in words and "R01" in words and "R02" in words


def test_who_stands_alone_is_not_told_by_one_listing(tmp_path: Path) -> None:
    """R4 is alone on the one listing judged, R3 on eight of 26."""
    words = panels(tmp_path, *["ssk"] * 8, *["sss"] * 17, "sssk")
    assert "8 of 26listings on which R03 stands alone against all others" in words


@pytest.mark.parametrize(
    ("share", "percents", "times"),
    [
        (0.0, "0%", "0 times in 100"),
        (0.004, "<1%", "less than once in 100"),
        (0.5, "50%", "50 times in 100"),
        (0.996, ">99%", "more than 99 times in 100"),
        (1.0, "100%", "100 times in 100"),
    ],
)
def test_certainty_is_not_rounded_to(share: float, percents: str, times: str) -> None:
    assert (percent(share), in_hundred(share)) == (percents, times)
    assert [coefficient(each) for each in (0.9949, 0.996, 1.0, -0.5)] == ["0.99", ">0.99", "1.00", "−0.50"]


@pytest.mark.parametrize(
    ("low", "high", "said_so"),
    [
        (0.66, 1.0, "how near to one voice cannot be told"),
        (0.2, 0.7, "well short of one voice"),
        (0.85, 1.0, "close to one voice"),
        (-0.2, 0.3, "cannot be told from chance"),
        (-0.4, -0.1, "less than chance"),
    ],
)
def test_the_headline_heeds_both_ends(low: float, high: float, said_so: str) -> None:
    assert said_so in against_chance({"ac1_low": low, "ac1_high": high})


def test_sites_without_verdicts_come_by_their_listings(tmp_path: Path) -> None:
    few = reading("/compare/a-vs-b", "a", "b", site="a.example")
    many = reading("/compare/c-vs-d-vs-e", "c", "d", "e", site="z.example")
    built(tmp_path, fetched(few), fetched(many))
    with connect(tmp_path) as connection:
        assert read_figures(connection).sites == ["z.example", "a.example"]
    words = text(written(tmp_path))
    assert words.count(NO_VERDICTS) == 2 and "Who stands alone" not in words and words.count("What could be read") == 2


def test_a_report_is_replaced_whole_or_not_at_all(full: Path, tmp_path: Path) -> None:
    kept = tmp_path / "keep.html"
    kept.write_text("the report of before")
    run = scrapy_on_a_full_disk("report", "--to", str(kept), dataset=full, largest_file_bytes=20_480)
    assert_one_line(run, f"cannot write {kept}", "free space")
    assert kept.read_text() == "the report of before" and list(tmp_path.iterdir()) == [kept]


def test_the_command_writes_the_same_file_twice(full: Path, tmp_path: Path) -> None:
    run = scrapy("report", dataset=full)
    assert (run.returncode, run.stderr) == (0, "") and run.stdout.startswith("Report: ")
    target = tmp_path / "one.html"
    assert scrapy("report", "--to", str(target), dataset=full).returncode == 0
    assert target.read_bytes() == (full / "report.html").read_bytes()


def test_mistakes_are_told_in_one_line(full: Path, tmp_path: Path) -> None:
    assert_one_line(scrapy("report", dataset=tmp_path / "none"), "no tables", "scrapy crawl comparisons")
    assert_one_line(scrapy("report", "--to", str(tmp_path), dataset=full), "is a folder")
    assert_one_line(scrapy("report", "--to", str(tmp_path / "no" / "x.html"), dataset=full), "there is no folder")
    assert_one_line(scrapy("report", "--to", "", dataset=full), "is no name of a file")
    assert_one_line(scrapy("report", "x.html", dataset=full), "takes no arguments", "--to FILE")


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_shows_it_and_asks_for_nothing(full: Path, tmp_path: Path, width: int, scheme: Any) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "report.html"
    file.write_text(written(full), encoding="utf-8")
    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        shown = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
        shown.on("request", lambda request: asked.append(request.url))
        shown.on("console", lambda message: complaints.append(message.text))
        shown.on("pageerror", lambda error: complaints.append(str(error)))
        shown.goto(file.as_uri(), wait_until="networkidle")
        for fold in shown.query_selector_all("summary"):
            fold.click()
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert shown.evaluate("document.querySelectorAll('svg').length") == 7
        ink, paper = shown.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
        assert (sum(channels(ink)) > sum(channels(paper))) == (scheme == "dark")
        browser.close()
    assert (asked, complaints) == ([file.as_uri()], [])


def channels(color: str) -> list[int]:
    """Red, green and blue of a computed color."""
    return [int(part) for part in re.findall(r"\d+", color)]


def test_cells_of_many_reviewers_have_smaller_letters_and_no_n() -> None:
    pair = {"a_reviewer": "A", "b_reviewer": "B", "percent_agreement": 1.0, "n_listings": 3, "is_few": True}
    pairs = {("0", "1"): pair | {"ac1": 1.0, "ac1_low": None, "ac1_high": None}}
    drawn = {n: heat_map([(str(place), "A") for place in range(n)], pairs) for n in (6, 8, 9)}
    assert [("share small" in drawn[n], ">n 3<" in drawn[n]) for n in (6, 8, 9)] == [
        (False, True),
        (False, False),
        (True, False),
    ]


def test_sentences_are_said_where_they_are_true(tmp_path: Path) -> None:
    uneven, single = "Reviewers did not all judge the same listings.", "Listings with one verdict have no pair"
    words = panels(tmp_path / "alike", *["sk"] * 7)
    assert "5 of 7 listings with verdicts on both sides" in words and uneven not in words and single not in words
    words = panels(tmp_path / "uneven", "sk", "sk", "s-")
    assert "The listings with verdicts on both sides, those" in words and uneven in words and single in words
