"""What the tables say that are filled from any comparison page: prices, ratings, features, points and winners."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from handmade import (
    FIRST_CRAWL,
    SECOND_CRAWL,
    THIRD_CRAWL,
    built,
    feature,
    fetched,
    point,
    price,
    rating,
    reading,
    rows,
    tool,
    winner,
)

from normalize.records import PageReading

AB, AC = "/compare/a-vs-b", "/compare/a-vs-c"
FIRST, SECOND = datetime(2026, 1, 1, 12, 1), datetime(2026, 2, 1, 12, 1)
PRICES = "select text, is_current, observed_at from prices order by observed_at, text"
RATINGS = "select value, is_current, observed_at from ratings order by observed_at, value"


def a_vs_b(**said: Any) -> PageReading:
    return reading(AB, "a", "b", **said)


def a_vs_c(**said: Any) -> PageReading:
    return reading(AC, "a", "c", **said)


# --- Prices


def test_a_price_says_what_was_printed_and_what_it_was_read_from(tmp_path: Path) -> None:
    pro = price("a", "$1.50 per 1M tokens", 1.5, "Pro", period=None, per="1M tokens", evidence="structured")
    built(tmp_path, fetched(a_vs_b(prices=[pro, price("b", "Free"), price("b", "$0/mo", 0.0)])))
    columns = "plan, amount, currency, period, per, is_free, p.text, evidence"
    assert rows(tmp_path, f"select name, {columns} from prices p join tools using (tool_id) order by all") == [
        ("A", "Pro", 1.5, "USD", None, "1M tokens", False, "$1.50 per 1M tokens", "structured"),
        ("B", None, 0.0, "USD", "month", None, False, "$0/mo", "table"),
        ("B", None, None, None, None, None, True, "Free", "table"),
    ]
    assert rows(tmp_path, "select tool, plan, text, evidence from prices_now order by all") == [
        ("A", "Pro", "$1.50 per 1M tokens", "structured"),
        ("B", None, "$0/mo", "table"),
        ("B", None, "Free", "table"),
    ]


def test_a_new_price_is_a_row_and_the_old_one_is_current_no_more(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(prices=[price("a", "$9", 9, "Pro"), price("a", "$20", 20, "Team")])),
        fetched(a_vs_b(prices=[price("a", "$10", 10, "Pro"), price("a", "$20/month", 20, "team")]), crawl=SECOND_CRAWL),
    )
    assert rows(tmp_path, PRICES) == [("$20/month", True, FIRST), ("$9", False, FIRST), ("$10", True, SECOND)]
    assert rows(tmp_path, "select count(*) from problems") == [(0,)]


def test_a_price_that_comes_back_is_the_row_it_was(tmp_path: Path) -> None:
    pages = [a_vs_b(prices=[price("a", f"${amount}", amount)]) for amount in (9, 10, 9)]
    crawls = (FIRST_CRAWL, SECOND_CRAWL, THIRD_CRAWL)
    built(tmp_path, *(fetched(page, crawl=crawl) for page, crawl in zip(pages, crawls, strict=True)))
    assert rows(tmp_path, PRICES) == [("$9", True, FIRST), ("$10", False, SECOND)]


def test_a_page_without_prices_says_nothing_of_them(tmp_path: Path) -> None:
    gone = reading(AC, kind="comparison", state="gone")
    built(
        tmp_path,
        fetched(a_vs_b(prices=[price("a", "$9", 9)])),
        fetched(a_vs_c(prices=[price("c", "$5", 5)], ratings=[rating("c", "4/5", 4.0)])),
        fetched(a_vs_b(prices=[price("b", "$7", 7)]), crawl=SECOND_CRAWL),
        fetched(gone, crawl=SECOND_CRAWL, http_status=404),
    )
    assert rows(tmp_path, PRICES) == [("$5", True, FIRST), ("$9", True, FIRST), ("$7", True, SECOND)]
    assert rows(tmp_path, RATINGS) == [(4.0, True, FIRST)]


@pytest.mark.parametrize(("minute", "text"), [(1, "$9"), (5, "$12"), (9, "$12")])
def test_the_page_fetched_last_wins_then_the_smaller_url(tmp_path: Path, minute: int, text: str) -> None:
    """Of two pages of a crawl that print one plan at two prices, the loser gets a problem."""
    built(
        tmp_path,
        fetched(a_vs_b(prices=[price("a", "$12", 12, "Pro")], ratings=[rating("a", "4/5", 4.0)]), minute),
        fetched(a_vs_c(prices=[price("a", "$9", 9, "Pro")], ratings=[rating("a", "3/5", 3.0)]), minute=5),
    )
    lost = "$12" if text == "$9" else "$9"
    assert rows(tmp_path, "select text from prices where is_current") == [(text,)]
    assert rows(tmp_path, "select count(*) from prices") == [(2,)]
    assert rows(tmp_path, "select count(*) filter (where is_current), count(*) from ratings") == [(1, 2)]
    (url,) = rows(
        tmp_path, f"select url from pages where page_id in (select page_id from prices where text = '{text}')"
    )
    problems = rows(tmp_path, "select field, found from problems order by field")
    assert problems[0] == ("prices", f'"{lost}" for "A", but "{text}" on {url[0]}')
    assert [field for field, _ in problems] == ["prices", "ratings"]


def test_a_page_that_prints_fewer_prices_does_not_disagree(tmp_path: Path) -> None:
    range_ = [price("a", "from $8", 8), price("a", "to $20", 20)]
    built(
        tmp_path,
        fetched(a_vs_b(prices=range_), minute=1),
        fetched(a_vs_c(prices=[price("a", "$8", 8), price("a", "€9", 9, currency="EUR")]), minute=5),
    )
    assert rows(tmp_path, "select count(*) from problems") == [(0,)]
    assert rows(tmp_path, "select text, is_current, url from prices join pages using (page_id) order by all") == [
        ("$8", True, a_vs_c().url),
        ("to $20", False, a_vs_b().url),
        ("€9", True, a_vs_c().url),
    ]


def test_a_price_printed_twice_on_a_page_is_one_row_in_its_fullest_words(tmp_path: Path) -> None:
    built(tmp_path, fetched(a_vs_b(prices=[price("a", "$9", 9), price("a", "$9 a month", 9), price("a", "$ 9", 9)])))
    assert rows(tmp_path, "select text from prices") == [("$9 a month",)]


# --- Ratings


def test_kinds_and_sources_of_ratings_stand_apart(tmp_path: Path) -> None:
    cited = [
        rating("a", f"{value} on {name}", value, kind="cited", source=name) for name, value in (("G2", 4.4), ("X", 4))
    ]
    later = [rating("a", "4.5 on g2", 4.5, kind="cited", source="g2", count=2749)]
    built(
        tmp_path,
        fetched(a_vs_b(ratings=[rating("a", "8/10", 8.0, 10.0, kind="editor"), *cited])),
        fetched(a_vs_b(ratings=later), crawl=SECOND_CRAWL),
    )
    assert rows(tmp_path, "select kind, source, value, best, count, is_current from ratings order by all") == [
        ("cited", "G2", 4.4, 5.0, None, False),
        ("cited", "X", 4.0, 5.0, None, True),
        ("cited", "g2", 4.5, 5.0, 2749, True),
        ("editor", None, 8.0, 10.0, None, True),
    ]


def test_a_scale_that_ends_below_the_rating_is_not_believed(tmp_path: Path) -> None:
    built(tmp_path, fetched(a_vs_b(ratings=[rating("a", "11/10", 11.0, 10.0)])))
    assert rows(tmp_path, "select value, best, text from ratings") == [(11.0, None, "11/10")]
    assert rows(tmp_path, "select field, found from problems") == [
        ("ratings", '"11/10" for "A" is more than its scale')
    ]


# --- Features, points, winners


def test_features_are_those_of_the_last_reading(tmp_path: Path) -> None:
    cells = [feature(AB, "a", "SSO", "✓", value_bool=True), feature(AB, "b", "SSO", "—")]
    limits = [feature(AB, "a", "Limits", "", 2), feature(AB, "b", "Limits", "9 a day", 2)]
    gone = reading(AB, kind="comparison", state="gone")
    built(
        tmp_path,
        fetched(a_vs_b(features=[*cells, feature(AB, "a", "Fax", "Yes", 3, value_bool=True)])),
        fetched(a_vs_b(features=[*cells, *limits]), crawl=SECOND_CRAWL),
        fetched(gone, crawl=THIRD_CRAWL, http_status=404),
    )
    columns = "position, feature, a_name, a_text, a_bool, b_name, b_text, b_bool"
    assert rows(tmp_path, f"select {columns} from feature_matrix order by position") == [
        (1, "SSO", "A", "✓", True, "B", "—", None),
        (2, "Limits", "A", "", None, "B", "9 a day", None),
    ]
    assert rows(tmp_path, "select distinct evidence from features") == [("grid",)]


def test_a_point_is_one_row_on_however_many_pages_it_is_shown(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(points=[point("a", "Quick."), point("a", "Dear.", "con"), point("b", "Quick.")])),
        fetched(a_vs_c(points=[point("a", "quick.")]), minute=5),
        fetched(a_vs_b(points=[point("a", "Dear.", "con"), point("a", "Dear.")]), crawl=SECOND_CRAWL),
    )
    columns = "points.kind, points.text, url"
    assert rows(tmp_path, f"select {columns} from points join pages using (page_id) order by all") == [
        ("con", "Dear.", a_vs_b().url),
        ("pro", "Dear.", a_vs_b().url),
        ("pro", "quick.", a_vs_c().url),
    ]


def test_winners_are_those_of_the_last_reading(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(winners=[winner(AB, "a", "A wins"), winner(AB, "a", "A", "Price")])),
        fetched(a_vs_b(winners=[winner(AB, None, "Use both"), winner(AB, "b", "B", "Speed")]), crawl=SECOND_CRAWL),
    )
    assert rows(
        tmp_path, "select scope, name, is_tie, text from winners left join tools using (tool_id) order by all"
    ) == [
        ("Speed", "B", False, "B"),
        ("overall", None, True, "Use both"),
    ]


def test_of_two_winners_of_one_scope_the_first_shown_stands(tmp_path: Path) -> None:
    said = [winner(AB, "b", "B it is"), winner(AB, "b", "B again"), winner(AB, "a", "A wins", "Overall")]
    built(tmp_path, fetched(a_vs_b(winners=said)))
    assert rows(tmp_path, "select text from winners") == [("B it is",)]
    assert rows(tmp_path, "select field, found from problems") == [
        ("winners", '"A wins" for "Overall", but "B it is" stands first')
    ]


def test_a_page_that_swaps_a_listing_keeps_its_prices_alone(tmp_path: Path) -> None:
    swapped = reading(AB, "a", "c", tools=[tool("a"), tool("c")])
    said = {"prices": [price("b", "$9", 9)], "ratings": [rating("b", "4/5", 4.0)], "points": [point("b", "Quick.")]}
    cells = {"features": [feature(AB, "b", "SSO", "Yes")], "winners": [winner(AB, "b", "B wins")]}
    built(tmp_path, fetched(a_vs_b(**said, **cells)), fetched(swapped, crawl=SECOND_CRAWL))
    for table, n in {"prices": 1, "ratings": 1, "points": 0, "features": 0, "winners": 0}.items():
        assert rows(tmp_path, f"select count(*) from {table}") == [(n,)], table
