"""Takedowns: what a list names is in no table, stays out when pages are read again, and is not missed."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from handmade import (
    FIRST_CRAWL,
    SECOND_CRAWL,
    SITE,
    built,
    community,
    feature,
    fetched,
    panel,
    point,
    price,
    quote,
    rating,
    reading,
    reviewer,
    rows,
    tool,
    winner,
    write_records,
)
from loopback import ROOT, assert_one_line, scrapy

from crawler.extraction import extract
from normalize import identity
from normalize.dataset import Dataset
from normalize.records import TABLES, Entry
from normalize.tables import BuildReport, build

HEADER = "url,quote_id,tool_id,reason,date\n"
QUOTE = quote("b", "Slow, they said.", 1, "Skeptic", verdict="skip")
AB, AC = "/compare/a-vs-b", "/compare/a-vs-c"
A_VS_B = reading(
    AB,
    "a",
    "b",
    title="Alpha vs Beta",
    tools=[tool("a", name="Alpha", url="https://shiporskip.io/tool/a"), tool("b", name="Beta")],
    votes=[panel("a"), panel("b", "100%", 1.0), community("a")],
    quotes=[quote("a", "Quick.", 1, "Builder"), QUOTE],
    prices=[price("a", "$9", 9), price("b", "Free: Beta")],
    ratings=[rating("a", "4/5", 4), rating("b", "3/5 for Beta", 3)],
    features=[feature(AB, "a", "SSO", "As in Beta"), feature(AB, "b", "SSO", "Beta has it")],
    points=[point("a", "Small."), point("b", "Beta is known.")],
    winners=[winner(AB, "b", "Beta wins"), winner(AB, "a", "Not Beta", "Price")],
    problems=["entry: not found for 'Alpha'", "entry: not found for 'Beta'", "score: none beside 'Slow, they said.'"],
)
A_VS_C = reading(
    AC,
    "a",
    "c",
    title="Alpha vs C",
    tools=[tool("a", name="Alpha"), tool("c")],
    votes=[panel("a"), panel("c")],
    prices=[price("a", "$9 a month", 9), price("c", "$5", 5)],
    features=[feature(AC, "c", "SSO", "Yes")],
    points=[point("c", "Open.")],
    winners=[winner(AC, None, "Use both")],
)
OWN_PAGE = reading(
    "/reviewer/skeptic", kind="reviewer", state="ok", reviewer=reviewer("The Skeptic", "Slow, they said.", motto="No.")
)
ENTRIES = [fetched(A_VS_B, 1), fetched(A_VS_C, 2), fetched(OWN_PAGE, 3)]
A, B = identity.tool_id(SITE, "a"), identity.tool_id(SITE, "b")


def take_down(dataset: Path, *lines: str, header: str = HEADER) -> Path:
    path = dataset / "lookups" / "takedown.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((header + "".join(f"{line}\n" for line in lines)).encode())
    return path


def everything(dataset: Path) -> str:
    """All that the tables say, in one text."""
    return " ".join(str(pq.read_table(dataset / "data" / table).to_pylist()) for table in TABLES)


def without(dataset: Path, *lines: str, entries: list[Entry] = ENTRIES) -> BuildReport:
    """Build, take down, and build again: no check may fail, and nothing has drifted."""
    built(dataset, *entries)
    take_down(dataset, *lines)
    report = built(dataset, *entries)
    assert not report.drifts
    return report


def test_the_list_that_ships_names_nothing() -> None:
    assert (ROOT / "datasets/comparisons/lookups/takedown.csv").read_text() == HEADER


@pytest.mark.parametrize(
    "name",
    [
        A_VS_B.url,
        "HTTPS://ShipOrSkip.io:443/compare/a-vs-b/?utm_source=x&ref=y#top",
        A_VS_B.page_id,
        A_VS_B.comparison_id,
    ],
)
def test_a_page_is_as_if_it_had_never_been_fetched(tmp_path: Path, name: str) -> None:
    without(tmp_path / "1", f"{name},,,asked,2026-01-02")
    built(tmp_path / "2", *ENTRIES[1:])
    for table in TABLES:
        kept, never = (pq.read_table(tmp_path / n / "data" / table) for n in ("1", "2"))
        assert kept.to_pylist() == never.to_pylist(), table


def test_what_other_pages_show_stays(tmp_path: Path) -> None:
    without(tmp_path, f"{A_VS_B.url},,,,")
    assert rows(tmp_path, "select name, n_comparisons from tools order by name") == [("Alpha", 1), ("C", 1)]
    assert rows(tmp_path, "select name, share from votes join tools using (tool_id) order by name") == [
        ("Alpha", 0.75),
        ("C", 0.75),
    ]


def test_the_address_a_page_was_asked_for_under_names_it(tmp_path: Path) -> None:
    asked = "https://shiporskip.io/compare/a-vs-b?page=1"
    without(tmp_path, f"{asked},,,,", entries=[fetched(A_VS_B, url=asked), *ENTRIES[1:]])
    assert rows(tmp_path, "select count(*) from pages where kind = 'comparison'") == [(1,)]


def test_a_quote_is_gone_and_counted_no_more(tmp_path: Path) -> None:
    without(tmp_path, f",{QUOTE.quote_id},,,")
    assert rows(tmp_path, "select text from quotes") == [("Quick.",)]
    assert rows(tmp_path, "select name, n_quotes, n_skip from reviewers order by name") == [
        ("Builder", 1, 0),
        ("The Skeptic", 0, 0),
    ]
    assert rows(tmp_path, "select count(*) from comparisons") == [(2,)]
    assert "Slow" not in everything(tmp_path)
    assert rows(tmp_path, "select problems from pages where title = 'Alpha vs Beta'") == [(A_VS_B.problems[:2],)]


def test_a_listing_is_gone_with_all_that_shows_it(tmp_path: Path) -> None:
    without(tmp_path, f",,{B},,")
    assert rows(tmp_path, "select name, n_comparisons from tools order by name") == [("Alpha", 1), ("C", 1)]
    assert rows(tmp_path, "select url from comparisons") == [(A_VS_C.url,)]
    assert rows(tmp_path, "select text, n_pages from quotes") == [("Quick.", 0)]
    assert rows(tmp_path, f"select count(*) from votes where tool_id = '{B}'") == [(0,)]
    assert rows(tmp_path, f"select title, state, problems from pages where url = '{A_VS_B.url}'") == [
        (None, "ok", ["entry: not found for 'Alpha'"])
    ]
    assert "Beta" not in everything(tmp_path) and B not in everything(tmp_path)


def test_a_listing_is_gone_from_every_table_that_any_page_fills(tmp_path: Path) -> None:
    """What is about the other listing stays, but for cells and winners of a comparison that is none any more."""
    without(tmp_path, f",,{B},,")
    assert rows(tmp_path, "select text, url from prices join pages using (page_id) order by text") == [
        ("$5", A_VS_C.url),
        ("$9 a month", A_VS_C.url),
    ]
    assert rows(tmp_path, "select text from ratings") == [("4/5",)]
    assert rows(tmp_path, "select text from features") == [("Yes",)]
    assert rows(tmp_path, "select text from points order by text") == [("Open.",), ("Small.",)]
    assert rows(tmp_path, "select text from winners") == [("Use both",)]
    assert rows(tmp_path, "from changes where table_name in ('prices', 'ratings', 'winners')") == []
    left = {table for (table,) in rows(tmp_path, "select distinct table_name from changes")}
    for table in TABLES:
        held = rows(tmp_path, f"select * from before.{table}")
        assert B not in str(held) and str(A_VS_B.comparison_id) not in str(held), table
    assert left <= {"pages"}


def test_what_a_takedown_leaves_of_its_partner_has_not_changed(tmp_path: Path) -> None:
    without(tmp_path, f",,{B},,", entries=ENTRIES[:1])
    assert rows(tmp_path, "select name, n_comparisons from tools") == [("Alpha", 0)]
    assert rows(tmp_path, "select text from quotes") == [("Quick.",)]
    assert rows(tmp_path, "select table_name, subject, what from changes where table_name <> 'pages'") == []


def test_what_other_pages_say_of_a_page_that_is_gone_stays(tmp_path: Path) -> None:
    without(tmp_path, f"{A_VS_C.url},,,,")
    assert rows(tmp_path, "select name, text, is_current from prices join tools using (tool_id) order by text") == [
        ("Alpha", "$9", True),
        ("Beta", "Free: Beta", True),
    ]
    for table, n in {"ratings": 2, "features": 2, "points": 2, "winners": 2}.items():
        assert rows(tmp_path, f"select count(*) from {table}") == [(n,)], table
    assert A_VS_C.page_id not in everything(tmp_path) and str(A_VS_C.comparison_id) not in everything(tmp_path)


def test_no_dispute_prints_what_is_gone(tmp_path: Path) -> None:
    def a_vs(other: str, minute: int) -> Entry:
        tools = [tool("a", tagline=f"As with {other}"), tool(other)]
        return fetched(reading(f"/compare/a-vs-{other}", "a", other, tools=tools), minute)

    entries = [a_vs("b", 1), a_vs("c", 2)]
    without(tmp_path / "1", f",,{A},,", entries=entries)
    assert rows(tmp_path / "1", "select count(*) from problems") == [(0,)]
    without(tmp_path / "2", "https://shiporskip.io/compare/a-vs-c,,,,", entries=entries)
    assert rows(tmp_path / "2", "select count(*) from problems") == [(0,)]


def test_the_page_of_a_listing_is_linked_no_more(tmp_path: Path) -> None:
    assert without(tmp_path, "https://shiporskip.io/tool/a,,,,").unmatched.takedowns == []
    assert rows(tmp_path, "select name, url from tools where slug = 'a'") == [("Alpha", None)]
    assert rows(tmp_path, "select count(*) from quotes") == [(2,)]


def test_what_is_taken_down_stays_out_when_it_is_fetched_again(tmp_path: Path) -> None:
    without(tmp_path, f"{A_VS_C.url},{QUOTE.quote_id},,,")
    built(tmp_path, *ENTRIES, *(fetched(page, crawl=SECOND_CRAWL) for page in (A_VS_B, A_VS_C)))
    assert rows(tmp_path, "select url from comparisons") == [(A_VS_B.url,)]
    assert rows(tmp_path, "select text from quotes") == [("Quick.",)]


def test_what_is_taken_down_stays_out_when_it_is_read_again(tmp_path: Path) -> None:
    saved = ROOT / "tests/fixtures/shiporskip/full-page.html"
    extract([saved], tmp_path)
    build(tmp_path)
    (page,) = rows(tmp_path, "select url from comparisons")
    ((name, text),) = rows(tmp_path, "select quote_id, text from quotes order by slot, quote_id limit 1")
    take_down(tmp_path, f",{name},,,")
    extract([saved], tmp_path)
    assert not build(tmp_path).is_vetoed
    assert rows(tmp_path, "select url from comparisons") == [page]
    assert text not in everything(tmp_path)


def test_it_comes_back_when_the_line_is_removed(tmp_path: Path) -> None:
    built(tmp_path / "never", *ENTRIES)
    without(tmp_path / "taken", f",,{B},,")
    take_down(tmp_path / "taken")
    assert not build(tmp_path / "taken").is_vetoed
    assert everything(tmp_path / "taken") == everything(tmp_path / "never")


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("name", [A_VS_B.url, QUOTE.quote_id, B])
def test_a_name_may_stand_in_any_column(tmp_path: Path, name: str, column: int) -> None:
    report = without(tmp_path, f"{',' * column}{name}{',' * (4 - column)}")
    assert report.unmatched.takedowns == []
    assert rows(tmp_path, "select count(*) from quotes where reviewer ilike '%skeptic'") == [(0,)]


def test_spreadsheets_leave_their_marks(tmp_path: Path) -> None:
    lines = ["\r", f' ,, {B.upper()}\u00a0,"on request,\r\nby mail",\r', ",,,,\r"]
    built(tmp_path, *ENTRIES)
    take_down(tmp_path, *lines, header="\ufeffURL,Quote_ID , tool_id,reason,date\r\n")
    assert built(tmp_path, *ENTRIES).unmatched.takedowns == []
    assert rows(tmp_path, "select count(*) from comparisons") == [(1,)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["line 1", "header is missing", "url,quote_id,tool_id,reason,date"]),
        (b"url;quote_id;tool_id;reason;date\n", ["line 1", "header is missing"]),
        (b"url,quote_id\n", ["line 1", "header is missing"]),
        (HEADER.encode() + b"\n/compare/a-vs-b,,,,\n", ["line 3", "'/compare/a-vs-b' is neither a URL nor an id"]),
        (HEADER.encode() + b",123,,,\n", ["line 2", "neither a URL nor an id", "32 hex"]),
        (HEADER.encode() + b"https://x.example/,,,one, two,\n", ["line 2", "6 columns", "double quotes"]),
        (HEADER.encode() + b"https://x.example/\n", ["line 2", "1 columns"]),
        (HEADER.encode() + b",,,asked,2026-01-02\n", ["line 2", "nothing is named"]),
        (HEADER.encode() + b',,,"asked\n', ["takedown.csv, line 2", "mend the line"]),
        (HEADER.encode() + b",,,caf\xe9,\n", ["line 2", "UTF-8"]),
    ],
)
def test_a_list_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, words: list[str]) -> None:
    write_records(tmp_path, ENTRIES)
    take_down(tmp_path).write_bytes(content)
    assert_one_line(scrapy("build", dataset=tmp_path), str(tmp_path / "lookups/takedown.csv"), *words)
    assert not (tmp_path / "data").exists() and not list((tmp_path / "builds").iterdir())


def test_a_list_that_is_no_file_is_told(tmp_path: Path) -> None:
    write_records(tmp_path, ENTRIES)
    (tmp_path / "lookups").mkdir()
    (tmp_path / "lookups/takedown.csv").symlink_to("nowhere")
    assert_one_line(scrapy("build", dataset=tmp_path), "cannot read", "takedown.csv")


def test_a_name_that_matches_nothing_is_reported(tmp_path: Path) -> None:
    write_records(tmp_path, ENTRIES)
    path = take_down(tmp_path, "https://shiporskip.io/compare/x-vs-y,,,,", f"{A_VS_C.url},,,,", f",{'0' * 32},,,")
    run = scrapy("build", dataset=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert (
        f"Takedowns that match nothing: 2\n  {'0' * 32}  ({path}, line 4)\n"
        f"  https://shiporskip.io/compare/x-vs-y  ({path}, line 2)\n"
    ) in run.stdout


def test_the_list_that_ships_holds_for_every_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    take_down(home, f",,{B},,")
    monkeypatch.setattr("normalize.dataset.HOME", home)
    shipped = [home / "lookups/takedown.csv"]
    assert Dataset(tmp_path / "mine").lookups("takedown.csv") == shipped
    mine = take_down(tmp_path / "mine")
    assert Dataset(tmp_path / "mine").lookups("takedown.csv") == [*shipped, mine]
    assert Dataset(home).lookups("takedown.csv") == shipped


def much_about(slug: str, path: str) -> dict[str, Any]:
    """A page's fields, all about one listing."""
    return {
        "quotes": [quote(slug, "Quick.", 1, "Builder", score=9)],
        "prices": [price(slug, "$9", 9)],
        "ratings": [rating(slug, "4/5", 4)],
        "features": [feature(path, slug, "SSO", "Yes")],
        "points": [point(slug, "Small.")],
        "winners": [winner(path, slug, "Wins")],
    }


def test_much_may_be_taken_down_at_once(tmp_path: Path) -> None:
    """Neither the rows that go nor the pages that lose a field are drift."""
    entries = [
        fetched(reading(f"/compare/a{n}-vs-b", f"a{n}", "b", **much_about(f"a{n}", f"/compare/a{n}-vs-b")), n)
        for n in range(20)
    ]
    names = [f",{identity.quote_id(identity.tool_id(SITE, f'a{n}'), 'Quick.')},,," for n in range(15)]
    without(tmp_path / "quotes", *names, entries=entries)
    assert rows(tmp_path / "quotes", "select count(*) from quotes") == [(5,)]
    without(tmp_path / "listing", f",,{B},,", entries=entries)
    assert rows(tmp_path / "listing", "select count(*) from comparisons") == [(0,)]
    bare = [fetched(reading(f"/compare/c{n}-vs-d{n}", f"c{n}", f"d{n}"), n, FIRST_CRAWL) for n in range(20)]
    names = [f"https://shiporskip.io/compare/a{n}-vs-b,,,," for n in range(19)]
    without(tmp_path / "pages", *names, entries=[*entries, *bare])
    assert rows(tmp_path / "pages", "select count(*) from pages") == [(21,)]


def test_a_takedown_hides_no_drift(tmp_path: Path) -> None:
    def page(number: int, tagline: str | None) -> Entry:
        tools = [tool(f"a{number}", tagline=tagline), tool(f"b{number}")]
        return fetched(reading(f"/compare/a{number}-vs-b{number}", f"a{number}", f"b{number}", tools=tools), number)

    built(tmp_path, *(page(number, "Fast.") for number in range(20)))
    take_down(tmp_path, "https://shiporskip.io/compare/a0-vs-b0,,,,")
    write_records(tmp_path, [page(number, "Fast." if number < 8 else None) for number in range(20)])
    (drift,) = build(tmp_path).drifts
    assert (drift.what, drift.before, round(drift.now, 2)) == ("tagline", 1.0, round(7 / 19, 2))


def test_the_next_build_does_not_show_it_as_removed(tmp_path: Path) -> None:
    without(tmp_path, f"{A_VS_C.url},{QUOTE.quote_id},,,")
    assert rows(tmp_path, "select before from changes where before like 'Slow%' or id = ''") == []
    assert rows(tmp_path, "select count(*) from before.quotes") == [(1,)]


def test_nothing_is_taken_down_without_a_list(tmp_path: Path) -> None:
    report = built(tmp_path, *ENTRIES)
    assert report.unmatched.takedowns == []
    assert rows(tmp_path, "select count(*) from before.taken_down") == [(0,)]
