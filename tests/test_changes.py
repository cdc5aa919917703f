"""The view `changes`: what the last build changed against the one before it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from handmade import (
    SECOND_CRAWL,
    THIRD_CRAWL,
    built,
    community,
    fetched,
    panel,
    price,
    quote,
    rating,
    reading,
    reviewer,
    rows,
    tool,
    winner,
)
from loopback import scrapy

from normalize.database import connect
from normalize.records import PageReading
from normalize.tables import build

SHORT = "select table_name, what, subject, field, before, after from changes order by all"


def page(*slugs: str, **said: Any) -> PageReading:
    slugs = slugs or ("a", "b")
    title = " vs ".join(slugs)
    return reading(f"/compare/{slugs[0]}-vs-{slugs[1]}", *slugs, **{"title": title} | said)


def changed(dataset: Path, before: list[PageReading], now: list[PageReading]) -> list[tuple[Any, ...]]:
    """Changes after a second crawl."""
    first = [fetched(each, minute) for minute, each in enumerate(before)]
    built(dataset, *first)
    built(dataset, *first, *(fetched(each, minute, SECOND_CRAWL) for minute, each in enumerate(now)))
    return rows(dataset, SHORT)


def test_a_first_build_has_changed_nothing(tmp_path: Path) -> None:
    built(tmp_path, fetched(page(votes=[panel("a")], quotes=[quote("a", "Quick.")])))
    assert rows(tmp_path, "from changes") == []
    assert rows(tmp_path, "select count(*) from before.tools") == [(0,)]
    with connect(tmp_path) as connection:
        for table in ("tools", "votes", "pages"):
            assert connection.sql(f"from before.{table}").types == connection.sql(f"from {table}").types


def test_the_same_again_is_no_change(tmp_path: Path) -> None:
    same = page(votes=[panel("a"), community("a")], quotes=[quote("a", "Quick.", 1, "Builder")])
    assert changed(tmp_path, [same], [same]) == []
    assert rows(tmp_path, "select distinct last_seen_at from tools") == [(rows(tmp_path, "from crawls")[-1][1],)]


def test_every_build_is_compared_with_the_one_before_it(tmp_path: Path) -> None:
    assert changed(tmp_path, [page(votes=[panel("a")])], [page(votes=[panel("a", "50%", 0.5)])]) != []
    build(tmp_path)
    assert rows(tmp_path, SHORT) == []


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (panel("a"), panel("a", "50%", 0.5), ("votes", "changed", "A", "panel", "75%", "50%")),
        (community("a"), community("a", "100%", 1.0), ("votes", "changed", "A", "community", "—", "100%")),
        (
            community("a", "50% (1 / 2)", 0.5, ships=1, total=2),
            community("a", "50% (2 / 4)", 0.5, ships=2, total=4),
            ("votes", "changed", "A", "community", "50% (1 / 2)", "50% (2 / 4)"),
        ),
        (panel("a"), panel("a", "Ship · 3 ship / 1 skip", ships=3, skips=1, label="Ship"), None),
    ],
)
def test_votes(tmp_path: Path, before: Any, now: Any, change: tuple[Any, ...] | None) -> None:
    assert changed(tmp_path, [page(votes=[before])], [page(votes=[now])]) == ([change] if change else [])


def test_a_first_vote_is_added(tmp_path: Path) -> None:
    assert changed(tmp_path, [page()], [page(votes=[panel("b")])]) == [
        ("votes", "added", "B", "panel", None, "75%"),
    ]
    assert rows(tmp_path, "select url, site, len(id) from changes") == [
        ("https://shiporskip.io/compare/a-vs-b", "shiporskip", 32)
    ]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("tagline", "tagline"),
        ("category", "category"),
        ("description", "description"),
        ("entry_text", "entry"),
        ("pricing_text", "pricing"),
    ],
)
def test_texts_and_prices(tmp_path: Path, column: str, field: str) -> None:
    pages = [page(tools=[tool("a", **{"name": "A", column: said}), tool("b")]) for said in ("Old", "New")]
    assert changed(tmp_path, pages[:1], pages[1:]) == [("tools", "changed", "A", field, "Old", "New")]


def test_a_new_name_may_be_of_another_product(tmp_path: Path) -> None:
    pages = [page(tools=[tool("a", name=said), tool("b")]) for said in ("Old", "New")]
    name, product = changed(tmp_path, pages[:1], pages[1:])
    assert name == ("tools", "changed", "New", "name", "Old", "New")
    assert product[:4] == ("tools", "changed", "New", "product") and product[4] != product[5]


def test_a_text_that_is_printed_first_now(tmp_path: Path) -> None:
    later = page(tools=[tool("a", tagline="Fast."), tool("b")])
    assert changed(tmp_path, [page()], [later]) == [("tools", "changed", "A", "tagline", None, "Fast.")]


def test_quotes_come_and_go(tmp_path: Path) -> None:
    before = page(quotes=[quote("a", "Quick."), quote("b", "Slow.", verdict="skip")])
    now = page(quotes=[quote("a", "Quicker."), quote("b", "Slow.", verdict="ship", score=70)])
    assert changed(tmp_path, [before], [now]) == [
        ("quotes", "added", "A", "quote", None, "Quicker."),
        ("quotes", "changed", "B", "score", None, "70"),
        ("quotes", "changed", "B", "verdict", "skip", "ship"),
        ("quotes", "removed", "A", "quote", "Quick.", None),
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ([price("a", "$9", 9)], [price("a", "$9 a month", 9)], []),
        ([price("a", "$9", 9)], [price("a", "$10", 10)], [("changed", "price", "$9", "$10")]),
        (
            [price("a", "$9", 9, "Pro"), price("a", "$20 Team", 20, "Team")],
            [price("a", "$9", 9, "pro"), price("a", "$25 Team", 25, "Team")],
            [("changed", "price", "$20 Team", "$25 Team")],
        ),
        (
            [price("a", "Free", None, "Pro")],
            [price("a", "$5", 5, "Pro")],
            [("added", "price", None, "Pro: $5"), ("removed", "price", "Pro: Free", None)],
        ),
        (
            [price("a", "from $8", 8), price("a", "to $20", 20)],
            [price("a", "from $9", 9), price("a", "to $20", 20), price("a", "or $30", 30)],
            [("added", "price", None, "or $30"), ("changed", "price", "from $8", "from $9")],
        ),
    ],
)
def test_prices(tmp_path: Path, before: Any, now: Any, expected: list[tuple[Any, ...]]) -> None:
    found = changed(tmp_path, [page(prices=before)], [page(prices=now)])
    assert found == [("prices", what, "A", *said) for what, *said in expected]


def test_ratings(tmp_path: Path) -> None:
    pages = [
        page(ratings=[rating("a", f"{value} out of 5", value, kind="cited", source="G2"), rating("b", "4/5", 4)])
        for value in (4.4, 4.5)
    ]
    assert changed(tmp_path, pages[:1], pages[1:]) == [
        ("ratings", "changed", "A", "rating", "G2: 4.4 out of 5", "G2: 4.5 out of 5")
    ]
    assert rows(tmp_path, "select url, site from changes") == [(pages[0].url, "shiporskip")]


def test_winners(tmp_path: Path) -> None:
    at = "/compare/a-vs-b"
    before = page(winners=[winner(at, "a", "A wins"), winner(at, "b", "B", "Price"), winner(at, "b", "B", "Speed")])
    now = page(
        winners=[winner(at, None, "Use both"), winner(at, "b", "B, again", "Price"), winner(at, "a", "A", "Fax")]
    )
    assert changed(tmp_path, [before], [now]) == [
        ("winners", "added", "a vs b", "winner of Fax", None, "A"),
        ("winners", "changed", "a vs b", "winner of overall", "A", "tie"),
        ("winners", "removed", "a vs b", "winner of Speed", "B", None),
    ]
    assert rows(tmp_path, "select distinct url, site from changes") == [(before.url, "shiporskip")]


def test_listings_come(tmp_path: Path) -> None:
    assert changed(tmp_path, [page()], [page(), page("a", "c")]) == [
        ("comparisons", "added", "a vs c", "title", None, "a vs c"),
        ("tools", "added", "C", "name", None, "C"),
    ]


def test_listings_go(tmp_path: Path) -> None:
    built(tmp_path, fetched(page()), fetched(page("a", "c")))
    built(tmp_path, fetched(page()))
    assert rows(tmp_path, SHORT) == [
        ("comparisons", "removed", "a vs c", "title", "a vs c", None),
        ("tools", "removed", "C", "name", "C", None),
    ]


def test_a_page_that_swaps_a_listing(tmp_path: Path) -> None:
    swapped = reading("/compare/a-vs-b", "a", "c", title="a vs b")
    assert changed(tmp_path, [page()], [swapped]) == [
        ("tools", "added", "C", "name", None, "C"),
        ("tools", "removed", "B", "name", "B", None),
    ]


def test_pages_go_and_come_back(tmp_path: Path) -> None:
    gone = page(comparison_id=None, tools=[], state="gone")
    assert changed(tmp_path, [page()], [gone]) == [("pages", "changed", "a vs b", "state", "ok", "gone")]
    built(tmp_path, *(fetched(each, crawl=crawl) for each, crawl in ((gone, SECOND_CRAWL), (page(), THIRD_CRAWL))))
    assert ("pages", "changed", "a vs b", "state", "gone", "ok") in rows(tmp_path, SHORT)


def test_reviewers(tmp_path: Path) -> None:
    own_pages = [
        reading("/reviewer/builder", kind="reviewer", state="ok", reviewer=reviewer("Builder", motto=motto))
        for motto in ("Ship it.", "Ship it again.")
    ]
    assert changed(tmp_path, [page(), own_pages[0]], [page(), own_pages[1]]) == [
        ("reviewers", "changed", "Builder", "motto", "Ship it.", "Ship it again.")
    ]


def test_the_command_answers_too(tmp_path: Path) -> None:
    changed(tmp_path, [page(votes=[panel("a")])], [page(votes=[panel("a", "50%", 0.5)])])
    run = scrapy("query", "from changes", "--format", "csv", dataset=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    header, row = run.stdout.splitlines()
    assert header == "table_name,id,site,url,what,subject,field,before,after"
    assert row.endswith(",shiporskip,https://shiporskip.io/compare/a-vs-b,changed,A,panel,75%,50%")


def test_a_build_before_that_is_damaged_changes_nothing(tmp_path: Path) -> None:
    changed(tmp_path, [page()], [page(votes=[panel("a")])])
    (before,) = (each for each in (tmp_path / "builds").iterdir() if each != (tmp_path / "data").resolve())
    (before / "tools" / "tools.parquet").write_bytes(b"cut short")
    assert rows(tmp_path, "from changes") == []
    shutil.rmtree(before)
    assert rows(tmp_path, "from changes") == []


def test_a_build_that_was_killed_is_not_the_one_before(tmp_path: Path) -> None:
    changed(tmp_path, [page()], [page(votes=[panel("a")])])
    (tmp_path / "builds" / "29990101T000000.000000Z" / "tools").mkdir(parents=True)
    assert len(rows(tmp_path, "from changes")) == 1


def test_an_older_build_may_lack_a_table_and_a_column(tmp_path: Path) -> None:
    changed(tmp_path, [page()], [page(votes=[panel("a")])])
    (before,) = (each for each in (tmp_path / "builds").iterdir() if each != (tmp_path / "data").resolve())
    shutil.rmtree(before / "quotes")
    with connect(tmp_path) as connection:
        path = before / "tools" / "tools.parquet"
        connection.execute(f"create temp table kept as select * exclude (category) from '{path}'")
        connection.execute(f"copy kept to '{path}' (format parquet)")
    assert [row[0] for row in rows(tmp_path, SHORT)] == ["votes"]
