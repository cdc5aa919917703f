"""Sections about listings: divisive ones with their quotes, panel against community, panels that changed, prices."""

from collections import defaultdict
from typing import Any, Final

from analysis.panel import FEW_LISTINGS
from analysis.report.figures import Figures, Rows
from analysis.report.markup import Html, element, said
from analysis.report.scatter import scatter
from analysis.report.section import nothing, section
from analysis.report.table import folded, table
from analysis.report.wording import counted, interval, is_known, percent, points

_MOST_APART: Final = 8
_MOST_CHANGES: Final = 20
_MOST_ROWS: Final = 12
_SIDES: Final = {"ship": "Ship", "skip": "Skip", None: "Unknown side"}


def divisive(figures: Figures, site: str) -> Html:
    """Listings that split their reviewers, with what each side says."""
    title, found = "Where they part", figures.rows("divisive_listings", site)
    if not found:
        return nothing(title, "No listing is known to have verdicts on both sides.")
    quotes = figures.rows("quotes", site)
    cards = [_card(row, [quote for quote in quotes if quote["tool_id"] == row["tool_id"]]) for row in found]
    n = (figures.row("divided", site) or {"n": len(found)})["n"]
    which = f"{len(found)} of {n:,}" if n > len(found) else "The"
    words = f"{which} listings with verdicts on both sides, those split most evenly first, and what is said of them."
    return section(title, words, element("div", cards, class_="cards"), class_="wide")


def community(figures: Figures, site: str) -> Html:
    """Panel against community, a dot per listing, and the listings on which they are farthest apart."""
    title, gap = "Panel against community", figures.row("panel_against_community", site)
    if gap is None:
        return nothing(title, "No listing has both a vote of the panel and one of the community.")
    listings = figures.rows("community", site)
    spots: dict[tuple[float, float], list[str]] = defaultdict(list)
    for row in listings:
        spots[row["panel_share"], row["community_share"]].append(row["tool"])
    return section(title, _gap_words(gap), scatter(spots), folded(_apart_words(len(listings)), _apart_table(listings)))


def changed(figures: Figures, site: str) -> Html:
    """Panels whose vote changed."""
    title, found = "Panels that changed", figures.rows("panel_changes", site)
    if not found:
        return nothing(title, "No panel has changed since its listing was first seen.", class_="wide")
    n = len({row["tool_id"] for row in found})
    more = f", the latest {_MOST_CHANGES} shown" if len(found) > _MOST_CHANGES else ""
    rows = [
        [said(row["tool"]), f"{row['changed_at']:%Y-%m-%d}", said(row["before_text"]), said(row["after_text"])]
        for row in found[:_MOST_CHANGES]
    ]
    words = f"{counted(len(found), 'change')} of {counted(n, 'listing')}{more}."
    return section(title, words, table(["Listing", "first seen", "before", "after"], rows, 4), class_="wide")


def costs(figures: Figures, site: str) -> Html:
    """What listings cost and how they are rated, as far as pages say."""
    tables = [_entry_table(figures, site), _price_table(figures, site), _rating_table(figures, site)]
    if not any(tables):
        return nothing("Prices and ratings", "No page prints a price or a rating.")
    words = f"As far as pages print them; n is the number of listings, and fewer than {FEW_LISTINGS} are few."
    return section("Prices and ratings", words, tables)


def _card(listing: dict[str, Any], quotes: Rows) -> Html:
    sides = [_side(name, [q for q in quotes if q["verdict"] == verdict]) for verdict, name in _SIDES.items()]
    category = [" · ", said(listing["category"])] if listing["category"] else None
    return element(
        "article",
        element("h4", said(listing["tool"])),
        element("p", f"{listing['n_ship']} ship, {listing['n_skip']} skip", category, class_="split"),
        element("div", sides, class_="sides"),
    )


def _side(name: str, quotes: Rows) -> Html | None:
    if not quotes:
        return None
    said_so = [
        element("blockquote", said(quote["text"]), element("cite", said(quote["reviewer"]), _score(quote["score"])))
        for quote in quotes
    ]
    return element("div", element("h5", name), said_so, class_=f"side {name.lower()}")


def _score(score: int | None) -> str | None:
    return None if score is None else f", {score} of 100"


def _gap_words(gap: dict[str, Any]) -> str:
    n, ends = gap["n_listings"], interval(gap["difference_low"], gap["difference_high"], points)
    few = f" Fewer than {FEW_LISTINGS} listings: read the interval." if gap["is_few"] else ""
    return (
        f"A dot per listing: {counted(n, 'listing')} on which both voted. On average the panel ships "
        f"{percent(gap['panel_share'])} and the community {percent(gap['community_share'])}, a difference of "
        f"{points(gap['difference'])} points (95% t interval {ends}; every listing counts once, however many voted). "
        f"On {gap['n_same_side']} of {n} both are on the same side of a half.{few}"
    )


def _apart_words(n: int) -> str:
    return "Farthest apart" + (f": {_MOST_APART} of {counted(n, 'listing')}" if n > _MOST_APART else "")


def _apart_table(listings: Rows) -> Html:
    rows = [
        [
            said(row["tool"]),
            percent(row["panel_share"]),
            percent(row["community_share"]),
            points(row["difference"]),
            f"{row['community_votes']:,}" if is_known(row["community_votes"]) else "–",
        ]
        for row in listings[:_MOST_APART]
    ]
    return table(["Listing", "panel", "community", "points", "votes"], rows)


def _entry_table(figures: Figures, site: str) -> Html | None:
    rows = [
        [row["entry"], row["n"], percent(row["panel_share"]), row["n_judged"]] for row in figures.rows("entries", site)
    ]
    return table(["What it costs to start", "n", "mean panel share", "of n"], rows) if rows else None


def _price_table(figures: Figures, site: str) -> Html | None:
    rows = [
        [
            f"{row['currency']}{' a ' + row['period'] if row['period'] in ('month', 'year') else ''}",
            row["n"],
            *(f"{row[name]:,.2f}" for name in ("lowest", "middle", "highest")),
        ]
        for row in figures.rows("prices", site)[:_MOST_ROWS]
    ]
    return table(["Cheapest paid plan", "n", "lowest", "median", "highest"], rows) if rows else None


def _rating_table(figures: Figures, site: str) -> Html | None:
    rows = [
        [
            f"{row['kind']}, {'scale not said' if row['best'] is None else 'out of ' + format(row['best'], 'g')}",
            row["n"],
            *(f"{row[name]:.1f}" for name in ("lowest", "mean", "highest")),
        ]
        for row in figures.rows("ratings", site)[:_MOST_ROWS]
    ]
    return table(["Rating by", "n", "lowest", "mean", "highest"], rows) if rows else None
