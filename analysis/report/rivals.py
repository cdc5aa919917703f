"""Sections about what quotes say beyond their listing: whom they name as rivals, and what they predict by when."""

from collections.abc import Callable
from typing import Any, Final

from analysis.report.arrows import Arrow, arrows
from analysis.report.figures import Figures, Rows
from analysis.report.markup import Html, element, said
from analysis.report.section import nothing, section
from analysis.report.table import folded, table
from analysis.report.timeline import Span, timeline
from analysis.report.wording import counted

_MOST_ARROWS: Final = 16
_MOST_ROWS: Final = 40
_MOST_SPANS: Final = 14


def named(figures: Figures, site: str) -> Html:
    """Whom the reviewers name as a product's rival, or as what one would use instead."""
    title, found = "Whom they name as rivals", figures.rows("rivals", site)
    if not found:
        return nothing(title, "No quote names a rival or an alternative.", class_="wide")
    shown = found[:_MOST_ARROWS]
    n_products = len({row["product_id"] for row in found})
    more = f" The {len(shown)} named most often are drawn." if len(found) > len(shown) else ""
    words = (
        f"An arrow leads from the product that quotes are about to one that they name: {counted(len(found), 'pair')}, "
        f"{counted(n_products, 'product')}. The wider, the more quotes. A dashed arrow: what one would use instead. A "
        f"name in grey: no page compares it.{more}"
    )
    drawn = arrows([_arrow(row) for row in shown])
    return section(title, words, _beside(drawn, _rivals_table, found, len(shown)), class_="wide")


def predicted(figures: Figures, site: str) -> Html:
    """What the reviewers say will be, and by when one can tell."""
    title, found = "What they predict, and by when", figures.rows("predictions", site)
    if not found:
        return nothing(title, "No quote commits to a time.", class_="wide")
    crawled = figures.row("crawled") or {}
    today = crawled["latest"].date()
    n_due = sum(row["is_due"] for row in found)
    due = (
        f" {counted(n_due, 'time has', 'times have')} come: were they right?"
        if n_due
        else " None of the times has come yet."
    )
    more = f" The {_MOST_SPANS} that come first are drawn." if len(found) > _MOST_SPANS else ""
    words = (
        f"{counted(len(found), 'sentence')} that commit{'s' if len(found) == 1 else ''} to a time, from the day that "
        f"the quote was first seen to the day by which one can tell. The dashed line is the last crawl.{due}{more}"
    )
    spans = [_span(row) for row in found[:_MOST_SPANS]]
    return section(title, words, _beside(timeline(spans, today), _predictions_table, found, len(spans)), class_="wide")


def _arrow(row: dict[str, Any]) -> Arrow:
    is_rival = row["n_competitor"] > 0
    rival = row["rival_id"] or row["rival"]
    return Arrow(
        row["product_id"], row["name"], rival, row["rival"], row["rival_id"] is not None, row["n_quotes"], is_rival
    )


def _span(row: dict[str, Any]) -> Span:
    return Span(
        row["tool"], row["horizon_text"], row["said_on"].date(), row["horizon_date"].date(), row["is_due"], row["text"]
    )


def _rivals_table(found: Rows) -> Html:
    rows = [
        [said(row["name"]), said(row["rival"]), said(row["reviewers"]), row["n_competitor"], row["n_alternative"]]
        for row in found
    ]
    return table(["Quotes about", "name", "by", "rival", "instead"], rows, 3)


def _predictions_table(found: Rows) -> Html:
    rows = [[[said(row["text"]), _speaker(row)], f"{row['horizon_date']:%Y-%m-%d}"] for row in found]
    return table(["Prediction", "by"], rows)


def _speaker(row: dict[str, Any]) -> Html:
    reviewer = [", ", said(row["reviewer"])] if row["reviewer"] else None
    return element("cite", said(row["tool"]), reviewer)


def _beside(drawn: Html, write: Callable[[Rows], Html], found: Rows, n_drawn: int) -> list[Html | None]:
    """A drawing, the table of what is drawn beside it, and one of what follows."""
    rest = found[n_drawn : n_drawn + _MOST_ROWS]
    more = f"The next {len(rest)} of {len(found):,}" if rest else ""
    return [
        element("div", drawn, write(found[:n_drawn]), class_="beside"),
        folded(more, write(rest)) if rest else None,
    ]
