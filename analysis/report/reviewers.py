"""Sections about reviewers: who agrees with whom, who ships how often, who stands alone, and in which category."""

from typing import Any, Final

from analysis.report.figures import Figures, Rows
from analysis.report.heatmap import heat_map, shows_n
from analysis.report.intervals import Row, interval_chart
from analysis.report.markup import Html, said
from analysis.report.section import few, nothing, section
from analysis.report.table import folded, table
from analysis.report.wording import coefficient, interval, percent

MOST_REVIEWERS: Final = 12
_MOST_ROWS: Final = 2 * MOST_REVIEWERS
_MOST_CATEGORIES: Final = 15


def pairs(figures: Figures, site: str) -> Html:
    """Agreement of every two reviewers, as a heat map and as a table."""
    title = "Who agrees with whom"
    if not figures.rows("reviewer_agreement", site):
        return nothing(title, "No listing has printed verdicts of two named reviewers.")
    kept, n_reviewers = _shown_pairs(figures, site), len(figures.rows("ship_rates", site))
    return section(
        title,
        "How often two reviewers gave the same verdict, in percent of the "
        + ("n " if shows_n(min(n_reviewers, MOST_REVIEWERS)) else "")
        + "listings on which verdicts of both are printed."
        + _left_out(n_reviewers, MOST_REVIEWERS, "reviewers who judged most"),
        agreement_map(figures, site),
        few(kept, " (dashed frames)"),
        folded("The same in figures, with agreement on ship, on skip, and AC1", _pair_table(kept)),
    )


def agreement_map(figures: Figures, site: str) -> Html | None:
    """The heat map of the reviewers who judged most; None where no two have judged a listing in common."""
    kept = _shown_pairs(figures, site)
    by_ids = {(row["a_reviewer_id"], row["b_reviewer_id"]): row for row in kept}
    return heat_map([(reviewer_id, name) for name, reviewer_id in _in_map(figures, site)], by_ids) if kept else None


def _in_map(figures: Figures, site: str) -> list[tuple[str, str]]:
    """Names and ids of the reviewers who judged most, by name."""
    busiest = sorted(figures.rows("ship_rates", site), key=lambda row: -row["n_listings"])
    return sorted((row["reviewer"], row["reviewer_id"]) for row in busiest[:MOST_REVIEWERS])


def _shown_pairs(figures: Figures, site: str) -> Rows:
    ids = {reviewer_id for _, reviewer_id in _in_map(figures, site)}
    found = figures.rows("reviewer_agreement", site)
    return [row for row in found if row["a_reviewer_id"] in ids and row["b_reviewer_id"] in ids]


def rates(figures: Figures, site: str) -> Html:
    """Share of ships per reviewer."""
    title, found = "Who ships how often", figures.rows("ship_rates", site)
    if not found:
        return nothing(title, "No verdict of a named reviewer is printed.")
    n_ship, n = sum(row["n_ship"] for row in found), sum(row["n_listings"] for row in found)
    shown = _busiest(found)
    chart = interval_chart(
        [_row(row, "ship_share", "n_ship") for row in shown], "Share of ship by reviewer", n_ship / n
    )
    return section(
        title,
        "Of the listings a reviewer judged, the share with the verdict ship, and its 95% Wilson interval. The dashed "
        f"line is all verdicts together, {percent(n_ship / n)} of {n:,}."
        + ("" if _judged_alike(figures, site) else " Reviewers did not all judge the same listings.")
        + _left_out(len(found), _MOST_ROWS, "reviewers who judged most"),
        chart,
        few(shown),
    )


def loners(figures: Figures, site: str) -> Html:
    """The contrarian index."""
    title, found = "Who stands alone", figures.rows("contrarian_index", site)
    if not found:
        why = "No named reviewer has a printed verdict on a listing of three reviewers or more."
        return nothing(title, why)
    shown = _busiest(found)
    chart = interval_chart(
        [_row(row, "alone_share", "n_alone") for row in shown], "Share of listings alone by reviewer"
    )
    return section(
        title,
        "Of the listings that a reviewer and at least two others judged, the share on which everybody else took the "
        "other side, and its 95% Wilson interval." + _left_out(len(found), _MOST_ROWS, "reviewers who judged most"),
        chart,
        few(shown),
    )


def categories(figures: Figures, site: str) -> Html:
    """Agreement by category."""
    title, found = "Agreement by category", [r for r in figures.rows("category_agreement", site) if r["n_shared"]]
    if not found:
        return nothing(title, "No category has a listing that two reviewers judged.")
    largest = sorted(found, key=lambda row: (-row["n_shared"], str(row["category"])))[:_MOST_CATEGORIES]
    chart = interval_chart([_category_row(row) for row in largest], "Agreement of two reviewers by category")
    return section(
        title,
        "How often two reviewers of a listing agree, within each category of n listings that two or more judged, and "
        "the 95% t interval." + _left_out(len(found), _MOST_CATEGORIES, "categories with most listings"),
        chart,
        few(largest),
        folded("The same in figures", _category_table(largest)),
    )


def _busiest(rows: Rows) -> Rows:
    """Those who judged most, in the order of the rows: who is shown must not hang on what was found."""
    kept = sorted(range(len(rows)), key=lambda place: -rows[place]["n_listings"])[:_MOST_ROWS]
    return [rows[place] for place in sorted(kept)]


def _judged_alike(figures: Figures, site: str) -> bool:
    """Whether every reviewer judged the same listings."""
    rows = figures.rows("ship_rates", site) + figures.rows("reviewer_agreement", site)
    return len({row["n_listings"] for row in rows}) == 1


def _row(row: dict[str, Any], share: str, count: str) -> Row:
    of = f"{row[count]:,} of {row['n_listings']:,}"
    return Row(row["reviewer"], row[share], row["low"], row["high"], of)


def _category_row(row: dict[str, Any]) -> Row:
    low, high = row["percent_agreement_low"], row["percent_agreement_high"]
    name = row["category"] or "without a category"
    return Row(name, row["percent_agreement"], low, high, f"n {row['n_shared']:,}")


def _pair_table(rows: Rows) -> Html:
    header = ["Reviewers", "n", "agree", "on ship", "on skip", "AC1", "95% interval of AC1"]
    return table(
        header,
        [
            [
                [said(row["a_reviewer"]), " · ", said(row["b_reviewer"])],
                row["n_listings"],
                *(percent(row[name]) for name in ("percent_agreement", "ship_agreement", "skip_agreement")),
                coefficient(row["ac1"]),
                interval(row["ac1_low"], row["ac1_high"]),
            ]
            for row in rows
        ],
    )


def _category_table(rows: Rows) -> Html:
    header = ["Category", "n", "agree", "ship", "AC1", "95% interval of AC1"]
    return table(
        header,
        [
            [
                said(row["category"] or "–"),
                row["n_shared"],
                percent(row["percent_agreement"]),
                percent(row["ship_share"]),
                coefficient(row["ac1"]),
                interval(row["ac1_low"], row["ac1_high"]),
            ]
            for row in rows
        ],
    )


def _left_out(n: int, most: int, which: str) -> str:
    return f" Shown: the {most} {which}, of {n:,}." if n > most else ""
