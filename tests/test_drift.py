"""The drift alarm: what vetoes a build that gives less than the last one, what does not, and how it is let through."""

import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from handmade import (
    FIRST_CRAWL,
    SECOND_CRAWL,
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
from loopback import ROOT, scrapy

from crawler.extraction import extract
from normalize.drift import Drift
from normalize.records import Entry, PageReading
from normalize.tables import build

LISTS = "prices ratings features points winners".split()
FIELDS = [
    *"comparison tagline category description entry pricing panel community quotes reviewer score verdict".split(),
    *LISTS,
]
N_PAGES = 20


def url(number: int) -> str:
    return f"https://shiporskip.io/compare/a{number}-vs-b{number}"


def full(number: int, *without: str, crawl: str = FIRST_CRAWL) -> Entry:
    """A comparison page that gives every field but some."""
    a, b = f"a{number}", f"b{number}"
    said = {
        "tagline": "Fast.",
        "category": "Data",
        "description": "A tool.",
        "entry_text": "Free",
        "pricing_text": "$9",
    }
    quoted = {"reviewer": "Builder", "score": 80, "verdict": "ship"}
    path = f"/compare/{a}-vs-{b}"
    lists = {
        "prices": [price(a, "$9", 9)],
        "ratings": [rating(a, "4/5", 4)],
        "features": [feature(path, a, "SSO", "Yes")],
        "points": [point(a, "Quick.")],
        "winners": [winner(path, a, "Wins")],
    }
    page = reading(
        path,
        a,
        b,
        tools=[tool(a, **{k: v for k, v in said.items() if k.removesuffix("_text") not in without}), tool(b)],
        votes=[vote for vote in (panel(a), community(a)) if vote.body not in without],
        quotes=[quote(a, "Quick.", **{k: v for k, v in quoted.items() if k not in without})]
        if "quotes" not in without
        else [],
        **{name: said for name, said in lists.items() if name not in without},
    )
    return fetched(page, number, crawl)


def unread(number: int, state: str, **said: object) -> Entry:
    return fetched(reading(f"/compare/a{number}-vs-b{number}", kind="comparison", state=state, **said), number)


def pages(numbers: Iterable[int] = range(N_PAGES)) -> list[Entry]:
    return [full(number) for number in numbers]


def lacking(field: str, n: int) -> list[Entry]:
    """All pages, the last few without a field."""
    return [full(number, *([field] if number >= N_PAGES - n else [])) for number in range(N_PAGES)]


def rebuilt(dataset: Path, entries: Iterable[Entry]) -> list[Drift]:
    write_records(dataset, entries)
    report = build(dataset)
    assert report.is_vetoed == bool(report.drifts)
    return report.drifts


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    built(tmp_path, *pages())
    return tmp_path


def given(dataset: Path) -> dict[str, dict[str, object]]:
    metadata = pq.read_metadata(dataset / "data/pages/pages.parquet").metadata
    return json.loads(metadata[b"comparisons.given"])  # type: ignore[no-any-return]


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "comparison"])
def test_a_field_that_fewer_pages_give_vetoes(dataset: Path, field: str) -> None:
    drifts = rebuilt(dataset, lacking(field, 5))
    lost = {"quotes": ["quotes", "reviewer", "score", "verdict"]}.get(field, [field])
    assert [drift.what for drift in drifts] == lost
    assert (drifts[0].site, drifts[0].before, drifts[0].now) == ("shiporskip", 1.0, 0.75)
    assert drifts[0].urls == [url(15), url(16), url(17)]


def test_twenty_points_are_no_drift(dataset: Path) -> None:
    assert rebuilt(dataset, lacking("tagline", 4)) == []


def test_floats_make_no_drift_of_twenty_points(tmp_path: Path) -> None:
    built(tmp_path, *(full(number, *(["score"] if number < 1 else [])) for number in range(10)))
    assert rebuilt(tmp_path, [full(number, *(["score"] if number < 3 else [])) for number in range(10)]) == []


@pytest.mark.parametrize("state", ["not_comparison", "needs_rendering", "blocked", "failed"])
def test_a_page_that_is_not_read_gives_nothing(dataset: Path, state: str) -> None:
    drifts = rebuilt(dataset, [*pages(range(15)), *(unread(number, state) for number in range(15, 20))])
    assert [drift.what for drift in drifts] == FIELDS


@pytest.mark.parametrize("state", ["gone", "disallowed"])
def test_a_page_that_is_gone_is_no_drift_of_fields(dataset: Path, state: str) -> None:
    later = [
        fetched(reading(f"/compare/a{n}-vs-b{n}", kind="comparison", state=state), crawl=SECOND_CRAWL)
        for n in range(5, 20)
    ]
    assert rebuilt(dataset, [*pages(), *later]) == []


def test_a_page_that_its_url_does_not_call_a_comparison_still_counts(dataset: Path) -> None:
    other = [unread(number, "not_comparison").page for number in range(15, 20)]
    now = [fetched(page.model_copy(update={"kind": "other"})) for page in other if page]
    assert rebuilt(dataset, [*pages(range(15)), *now])[0].what == "comparison"


def test_two_pages_are_noise(tmp_path: Path) -> None:
    built(tmp_path, *pages(range(3)))
    assert rebuilt(tmp_path, [full(0), full(1, "tagline"), full(2, "tagline")]) == []
    assert rebuilt(tmp_path, [full(number, "tagline") for number in range(3)])[0].now == 0.0


def test_pages_that_gave_the_field_before_are_the_examples(tmp_path: Path) -> None:
    built(tmp_path, *(full(number, *(["tagline"] if number < 4 else [])) for number in range(20)))
    (drift,) = rebuilt(tmp_path, [full(n, *(["tagline"] if n < 4 or n > 14 else [])) for n in range(20)])
    assert drift.urls == [url(15), url(16), url(17)]


def test_what_was_never_given_cannot_drift(tmp_path: Path) -> None:
    built(tmp_path, *(full(number, "tagline") for number in range(N_PAGES)))
    assert rebuilt(tmp_path, lacking("tagline", 20)) == []


def test_sites_drift_apart(dataset: Path) -> None:
    def other(number: int, *slugs: str) -> Entry:
        page = reading(f"/of/{number}", *(slugs or ("x", "y")), site="other.example")
        return fetched(page, number)

    built(dataset, *pages(), *(other(number) for number in range(80)))
    assert [(d.site, d.what) for d in rebuilt(dataset, [*lacking("score", 5), *(other(n) for n in range(80))])] == [
        ("shiporskip", "score")
    ]


@pytest.mark.parametrize(("n_left", "is_drift"), [(10, False), (9, True)])
def test_rows_that_fall_by_more_than_half_veto(dataset: Path, n_left: int, is_drift: bool) -> None:
    drifts = rebuilt(dataset, pages(range(n_left)))
    tables = ["pages", "comparisons", "tools", "quotes", "votes", *LISTS]
    assert [drift.what for drift in drifts] == (tables if is_drift else [])
    for drift in drifts:
        assert drift.before / drift.now == 20 / 9
        assert drift.urls == [url(10), url(11), url(12)]


def test_a_site_that_is_missing_vetoes(dataset: Path) -> None:
    drifts = rebuilt(dataset, [])
    assert [(drift.what, drift.now) for drift in drifts][:2] == [("pages", 0), ("comparisons", 0)]


@pytest.mark.parametrize("table", ["features", "points", "winners"])
def test_rows_that_only_their_page_names_the_site_of_are_counted_by_site(tmp_path: Path, table: str) -> None:
    def other(number: int, *without: str) -> Entry:
        entry = full(100 + number, "quotes", *without)
        assert entry.page is not None
        return entry.model_copy(update={"page": entry.page.model_copy(update={"site": "other.example"})})

    built(tmp_path, *pages(range(80)), *(other(number) for number in range(5)))
    drifts = rebuilt(tmp_path, [*pages(range(80)), *(other(number, table) for number in range(5))])
    assert [(drift.site, drift.what, drift.is_share, drift.now) for drift in drifts] == [
        ("other.example", table, True, 0.0),
        ("other.example", table, False, 0),
    ]
    assert drifts[1].urls == [url(100), url(101), url(102)]


def test_three_rows_are_the_least_that_can_be_missed(tmp_path: Path) -> None:
    built(tmp_path, *pages(range(2)))
    assert [drift.what for drift in rebuilt(tmp_path, [])] == ["tools", "votes"]


def test_a_reviewers_page_that_has_lost_its_motto_vetoes(tmp_path: Path) -> None:
    def own_page(number: int, motto: str | None) -> Entry:
        said = reviewer(f"R{number}", "Quick.", motto=motto)
        return fetched(reading(f"/reviewer/{number}", kind="reviewer", state="ok", reviewer=said))

    built(tmp_path, *(own_page(number, "Ship it.") for number in range(4)))
    (drift,) = rebuilt(tmp_path, [own_page(number, None if number else "Ship it.") for number in range(4)])
    assert (drift.what, drift.now) == ("motto", 0.25)


def test_a_veto_lasts_until_it_is_accepted_and_then_no_longer(dataset: Path) -> None:
    for _ in range(2):
        assert rebuilt(dataset, lacking("tagline", 5))
        assert rows(dataset, "select count(*) from tools where tagline is not null") == [(20,)]
    report = build(dataset, accept_drift=True)
    assert report.drifts and not report.is_vetoed
    assert rows(dataset, "select count(*) from tools where tagline is not null") == [(15,)]
    assert build(dataset).drifts == []


def test_shares_are_noted_in_the_pages_file(dataset: Path) -> None:
    note = given(dataset)
    assert note["shares"] == {"shiporskip": dict.fromkeys(FIELDS, 1.0)}
    assert rebuilt(dataset, lacking("score", 4)) == []
    assert given(dataset)["shares"] == {"shiporskip": dict.fromkeys(FIELDS, 1.0) | {"score": 0.8}}
    assert sum(letter == "0" for letter in str(given(dataset)["pages"]["score"])) == 4


def test_a_build_without_the_note_is_compared_in_rows(dataset: Path) -> None:
    path = dataset / "data/pages/pages.parquet"
    pq.write_table(pq.read_table(path), path)
    assert [drift.is_share for drift in rebuilt(dataset, [full(n, "tagline") for n in range(9)])] == [False] * 10
    assert rebuilt(dataset, lacking("tagline", 20)) == []


def test_a_damaged_build_is_compared_with_in_nothing(dataset: Path) -> None:
    path = dataset / "data/votes/votes.parquet"
    path.write_bytes(path.read_bytes()[:100])
    assert rebuilt(dataset, pages(range(3))) == []


def test_a_vetoed_build_says_what_and_where(dataset: Path) -> None:
    write_records(dataset, lacking("tagline", 5))
    run = scrapy("build", dataset=dataset)
    assert (run.returncode, run.stderr) == (1, "")
    lines = run.stdout.splitlines()
    assert lines[0].endswith("the last build stays: it lacks what the last build had.")
    start = lines.index("  shiporskip: tagline is given by 0.75 of the pages, before by 1.00; not by")
    assert lines[start + 1 : start + 4] == [f"    {url(number)}" for number in (15, 16, 17)]
    assert f"scrapy build -s DATASET_DIR={dataset} --accept-drift" in lines[start + 4]
    run = scrapy("build", "--accept-drift", dataset=dataset)
    assert (run.returncode, run.stderr) == (0, "")
    assert "Drift that was accepted:\n  shiporskip: tagline is given" in run.stdout
    assert "rift" not in scrapy("build", dataset=dataset).stdout


def test_rows_that_are_missing_are_told(dataset: Path) -> None:
    write_records(dataset, pages(range(9)))
    out = scrapy("build", dataset=dataset).stdout
    assert f"  shiporskip: votes has 18 rows, before 40; lost from\n    {url(10)}\n" in out


def test_extract_lets_it_through_too(tmp_path: Path) -> None:
    folder, dataset = tmp_path / "saved", tmp_path / "dataset"
    folder.mkdir()
    body = (ROOT / "tests/fixtures/shiporskip/full-page.html").read_text(encoding="utf-8").partition("<body")[2]
    links = [f'<link rel="canonical" href="{url(number)}">' for number in range(4)]
    for number, link in enumerate(links):
        (folder / f"{number}.html").write_text(f"<head>{link}</head><body{body}", encoding="utf-8")
    extract([folder], dataset, "shiporskip")
    assert build(dataset).rows("comparisons") == 4
    for number, link in enumerate(links):
        (folder / f"{number}.html").write_text(f"<head>{link}</head><p>We are moving, come back soon.</p>")
    command = ["extract", str(folder), "-a", "site=shiporskip"]
    run = scrapy(*command, dataset=dataset)
    assert run.returncode == 1 and "comparison is given by 0.00 of the pages, before by 1.00" in run.stdout
    assert rows(dataset, "select count(*) from comparisons") == [(4,)]
    run = scrapy(*command, "--accept-drift", dataset=dataset)
    assert run.returncode == 1 and "Drift that was accepted:" in run.stdout  # it found no comparison
    assert rows(dataset, "select count(*) from comparisons") == [(0,)]


def test_a_reading_of_every_field_counts_as_every_field() -> None:
    """The test's own page: what it is made to lack is all that it lacks."""
    page = full(1).page
    assert isinstance(page, PageReading) and page.quotes[0].score == 80 and page.tools[0].pricing_text == "$9"
