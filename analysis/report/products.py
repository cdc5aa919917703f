"""The section on products that several listings are of: whether panel and community judge them alike everywhere."""

from typing import Any, Final

from analysis.report.figures import Figures
from analysis.report.markup import Html, said
from analysis.report.section import nothing, section
from analysis.report.table import table
from analysis.report.wording import counted, percent

_MOST_ROWS: Final = 20


def together(figures: Figures, site: str) -> Html:
    """Products with more than one listing, all their listings together."""
    title, found = "One product, several listings", figures.rows("products", site)
    if not found:
        return nothing(title, "No product has more than one listing.", class_="wide")
    more = f", the {_MOST_ROWS} with most listings shown" if len(found) > _MOST_ROWS else ""
    words = f"{counted(len(found), 'product')} with more than one listing{more}. Shares are the lowest and the highest."
    header = ["Product", "panel", "community", "ship", "skip", "listings", "sites"]
    return section(title, words, table(header, [_row(row) for row in found[:_MOST_ROWS]]), class_="wide")


def _row(row: dict[str, Any]) -> list[Html | str | int]:
    return [
        said(row["name"]),
        _range(row["panel_share_lowest"], row["panel_share_highest"]),
        _range(row["community_share_lowest"], row["community_share_highest"]),
        row["n_ship"],
        row["n_skip"],
        row["n_listings"],
        row["n_sites"],
    ]


def _range(lowest: float | None, highest: float | None) -> str:
    return percent(lowest) if lowest == highest else f"{percent(lowest)} to {percent(highest)}"
