"""Figures about reviewers, over verdicts few enough to be counted on paper."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from handmade import SECOND_CRAWL, built, community, fetched, panel, quote, reading, rows, tool

from analysis import panel as figures
from analysis.noted import ALL_ALIKE
from normalize.database import connect

#        A     B     C     D
# one    ship  ship  ship  skip
# two    ship  ship  skip  skip
# three  skip  skip  skip
# four   ship  skip
# five   ship
VERDICTS = {
    "one": {"A": "ship", "B": "ship", "C": "ship", "D": "skip"},
    "two": {"A": "ship", "B": "ship", "C": "skip", "D": "skip"},
    "three": {"A": "skip", "B": "skip", "C": "skip"},
    "four": {"A": "ship", "B": "skip"},
    "five": {"A": "ship"},
}


def said(*slugs: str) -> list[Any]:
    """Quotes about listings, as every page that shows them prints them."""
    return [
        quote(slug, f"{reviewer} of {slug}", slot, reviewer, verdict=verdict)
        for slug in slugs
        for slot, (reviewer, verdict) in enumerate(VERDICTS[slug].items(), 1)
    ]


def page(path: str, *slugs: str, **fields: Any) -> Any:
    """A comparison of listings of one category, with all that is said of them."""
    return reading(
        path, *slugs, **{"tools": [tool(s, category="Data") for s in slugs], "quotes": said(*slugs)} | fields
    )


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The verdicts above, those of `one` shown on three pages; the panel of `two` changes later."""
    path = tmp_path_factory.mktemp("panel")
    halves = {"text": "50%", "share": 0.5}
    votes = [panel("one"), community("one", **halves), panel("two", **halves), community("two", **halves)]
    built(
        path,
        fetched(page("/compare/one-vs-two", "one", "two", votes=votes), 1),
        fetched(page("/compare/one-vs-three", "one", "three"), 2),
        fetched(page("/compare/one-vs-four", "one", "four"), 3),
        fetched(page("/compare/four-vs-five", "four", "five", votes=[panel("five", "25%", 0.25)]), 4),
        fetched(page("/compare/four-vs-five", "four", "five", votes=[panel("five")]), 1, SECOND_CRAWL),
    )
    return path


def figure(dataset: Path, name: str) -> pd.DataFrame:
    with connect(dataset) as connection:
        frame: pd.DataFrame = getattr(figures, name)(connection)
        return frame


def test_a_listing_counts_once_however_many_pages_show_it(dataset: Path) -> None:
    sql = "select tool, n_verdicts, n_ship, n_skip, pair_agreement from listing_verdicts order by tool_id"
    assert sorted(rows(dataset, sql)) == [
        ("Five", 1, 1, 0, None),
        ("Four", 2, 1, 1, 0.0),
        ("One", 4, 3, 1, 0.5),
        ("Three", 3, 0, 3, 1.0),
        ("Two", 4, 2, 2, pytest.approx(1 / 3)),
    ]


def test_pairs_are_two_by_two_tables(dataset: Path) -> None:
    sql = """
        select
            a_reviewer || b_reviewer, n_both_ship, n_ship_skip, n_skip_ship, n_both_skip, ship_agreement, skip_agreement
        from reviewer_pairs"""
    assert rows(dataset, sql) == [
        ("AB", 2, 1, 0, 1, 4 / 5, 2 / 3),
        ("AC", 1, 1, 0, 1, 2 / 3, 2 / 3),
        ("AD", 0, 2, 0, 0, 0.0, 0.0),
        ("BC", 1, 1, 0, 1, 2 / 3, 2 / 3),
        ("BD", 0, 2, 0, 0, 0.0, 0.0),
        ("CD", 0, 1, 0, 1, 0.0, 2 / 3),
    ]


def test_pairs_have_coefficients_and_say_that_listings_are_few(dataset: Path) -> None:
    found = figure(dataset, "reviewer_agreement").set_index(["a_reviewer", "b_reviewer"])
    ab, ad = found.loc[("A", "B")], found.loc[("A", "D")]
    # Agreement 3/4; ship is 5 of 8, so chance is 2 · 5/8 · 3/8 = 15/32.
    assert ab["percent_agreement"] == 0.75 and ab["ac1"] == pytest.approx((3 / 4 - 15 / 32) / (17 / 32))
    assert ab["ac1_low"] < ab["ac1"] < ab["ac1_high"] and ab["note"] == "4 listings, fewer than 40"
    assert ad["ac1"] == -1 and math.isnan(ad["ac1_low"]) and ad["note"] == f"2 listings, fewer than 40; {ALL_ALIKE}"
    assert found["is_few"].all()


def test_a_site_is_measured_over_listings(dataset: Path) -> None:
    for name in ("site_agreement", "category_agreement"):
        (found,) = figure(dataset, name).to_dict("records")
        counts = [found[key] for key in ("n_listings", "n_shared", "n_reviewers", "n_verdicts", "n_unanimous")]
        assert counts == [5, 4, 4, 14, 1] and found["n_inferred"] == 0
        # Agreement (1/2 + 1/3 + 1 + 0) / 4; ship (3/4 + 1/2 + 0 + 1/2 + 1) / 5, so chance is 2 · 0.55 · 0.45.
        assert found["percent_agreement"] == pytest.approx(11 / 24) and found["ship_share"] == pytest.approx(0.55)
        assert found["ac1"] == pytest.approx((11 / 24 - 0.495) / 0.505)


def test_a_site_and_a_category_have_the_same_columns(dataset: Path) -> None:
    site, category = (list(figure(dataset, name).columns) for name in ("site_agreement", "category_agreement"))
    assert category == [site[0], "category", *site[1:]] and site[1].startswith("n_")
    assert {name for name in site if not name.startswith(("n_", "is_"))} == {
        "site", "ship_share", "reason", "note",
        *(f"{name}{end}" for name in ("percent_agreement", "ac1", "fleiss_kappa", "krippendorff_alpha")
          for end in ("", "_low", "_high")),
    }  # fmt: skip


def test_categories_are_counted(dataset: Path) -> None:
    columns = "category, n_listings, n_shared, n_verdicts, n_ship, n_unanimous, percent_agreement"
    sql = f"select {columns} from category_verdicts"
    assert rows(dataset, sql) == [("Data", 5, 4, 14, 7, 1, pytest.approx(11 / 24))]


def test_rates_have_wilsons_interval(dataset: Path) -> None:
    found = figure(dataset, "ship_rates")
    counts = found[["reviewer", "n_ship", "n_listings"]].to_numpy().tolist()
    assert counts == [["A", 4, 5], ["B", 2, 4], ["C", 1, 3], ["D", 0, 2]]
    # Newcombe's formula with z = 1.96: (2 · 4 + z² ∓ z · √(z² + 4 · 4 · 0.2)) / (2 · (5 + z²)).
    assert found.loc[0, ["low", "high"]].tolist() == pytest.approx([0.3755, 0.9638], abs=1e-4)


def test_who_stands_alone(dataset: Path) -> None:
    sql = "select reviewer, n_listings, n_alone, n_alone_skip, alone_share from contrarians"
    assert rows(dataset, sql) == [("D", 2, 1, 1, 0.5), ("A", 3, 0, 0, 0), ("B", 3, 0, 0, 0), ("C", 3, 0, 0, 0)]
    assert figure(dataset, "contrarian_index").loc[1, "high"] == pytest.approx(1.96**2 / (3 + 1.96**2), abs=1e-4)


def test_the_most_evenly_split_come_first(dataset: Path) -> None:
    assert figure(dataset, "divisive_listings")["tool"].tolist() == ["Two", "Four", "One"]
    with connect(dataset) as connection:
        assert figures.divisive_listings(connection, limit=1)["tool"].tolist() == ["Two"]


def test_panel_against_community(dataset: Path) -> None:
    sql = "select tool, difference, panel_side, community_side from panel_and_community"
    assert rows(dataset, sql) == [("One", -0.25, "ship", "even"), ("Two", 0, "even", "even")]
    (found,) = figure(dataset, "panel_against_community").to_dict("records")
    assert (found["n_listings"], found["n_same_side"], found["difference"]) == (2, 1, -0.125)
    # The standard error is 0.125, and t of one degree 12.7: nothing is excluded.
    assert (found["difference_low"], found["difference_high"]) == (-1, 1)


def test_panels_that_changed(dataset: Path) -> None:
    found = figure(dataset, "panel_changes")
    assert found[["tool", "before_text", "after_text", "before_share", "after_share"]].to_numpy().tolist() == [
        ["Five", "25%", "75%", 0.25, 0.75]
    ]


def test_nothing_is_an_empty_frame(tmp_path: Path) -> None:
    built(tmp_path, fetched(reading("/compare/a-vs-b", "a", "b")))
    for name in figures.__all__[1:]:
        frame = figure(tmp_path, name)
        assert len(frame) == 0 and len(frame.columns) > 4, name


def test_one_reviewer_agrees_with_nobody(tmp_path: Path) -> None:
    built(tmp_path, fetched(reading("/compare/a-vs-b", "a", "b", quotes=[quote("a", "Fine.", 1, "A", verdict="ship")])))
    (found,) = figure(tmp_path, "site_agreement").to_dict("records")
    assert math.isnan(found["ac1"]) and found["note"] == "0 listings, fewer than 40; no unit has two ratings"
    assert figure(tmp_path, "reviewer_agreement").empty


def test_verdicts_that_follow_from_unanimity_are_in_no_figure(tmp_path: Path) -> None:
    """Two panels agree and two do not; quotes print no verdict, so those of the first two alone are known by name."""
    unprinted(tmp_path)
    assert rows(tmp_path, "select count(*) from reviewer_verdicts where verdict_source = 'panel'") == [(4,)]
    for view in ("reviewer_pairs", "ship_rates", "contrarians"):
        assert rows(tmp_path, f"from {view}") == [], view
    (found,) = figure(tmp_path, "site_agreement").to_dict("records")
    assert [found[name] for name in ("n_inferred", "n_badges", "n_reviewers", "n_verdicts")] == [4, 4, 0, 8]
    # Both agree on two listings of four; with one's own verdicts alone it would be 1.
    assert found["percent_agreement"] == 0.5 and found["ac1"] == 0
    sql = "select tool, n_ship, n_skip, counted_from from divisive_listings"
    assert rows(tmp_path, sql) == [("Three", 1, 1, "badge"), ("Two", 1, 1, "badge")]


def unprinted(dataset: Path) -> Path:
    """Badges count what quotes do not print."""
    badges = {"one": (2, 0), "two": (1, 1), "three": (1, 1), "four": (0, 2)}
    quotes = [quote(slug, f"{name} of {slug}", slot, name) for slug in badges for slot, name in enumerate("AB", 1)]
    votes = [panel(slug, f"{a} : {b}", a / 2, ships=a, skips=b) for slug, (a, b) in badges.items()]
    built(dataset, fetched(reading("/compare/all", *badges, quotes=quotes, votes=votes)))
    return dataset


@pytest.mark.parametrize(
    ("badge", "counted"),
    [
        ((3, 1), (3, 1, "badge")),  # one voted without a word
        ((2, 1), (2, 1, "quotes")),  # as many as the quotes
        ((5, 0), (2, 1, "quotes")),  # there is a skip, whatever the badge says
        (None, (2, 1, "quotes")),
    ],
)
def test_a_badge_counts_where_it_says_more(tmp_path: Path, badge: Any, counted: Any) -> None:
    said_so = zip("ABC", ("ship", "ship", "skip"), strict=True)
    quotes = [
        quote("a", f"{name} says", slot, name, verdict=verdict) for slot, (name, verdict) in enumerate(said_so, 1)
    ]
    votes = [panel("a", "badge", badge[0] / sum(badge), ships=badge[0], skips=badge[1])] if badge else []
    built(tmp_path, fetched(reading("/compare/a-vs-b", "a", "b", quotes=quotes, votes=votes)))
    assert rows(tmp_path, "select n_ship, n_skip, counted_from from listing_verdicts") == [counted]


def test_every_listing_counts_once_in_the_share_of_a_category(dataset: Path) -> None:
    (shares,) = rows(dataset, "select ship_share, percent_agreement from category_verdicts")
    assert shares == (pytest.approx(0.55), pytest.approx(11 / 24))
