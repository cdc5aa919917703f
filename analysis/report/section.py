"""One section of the report: a heading, a sentence that says how to read it, and what it is about."""

from analysis.panel import FEW_LISTINGS
from analysis.report.figures import Rows
from analysis.report.markup import Child, Html, element


def section(title: str, words: Child, *content: Child, class_: str | None = None) -> Html:
    """Return a section."""
    return element("section", element("h3", title), element("p", words), *content, class_=class_)


def nothing(title: str, why: str, class_: str | None = None) -> Html:
    """Return a section that says why there is nothing to show."""
    return section(title, element("span", why, class_="nothing"), class_=class_)


def few(rows: Rows, mark: str = "") -> Html | None:
    """Return a line that says how many of the figures shown rest on few listings; None where none does."""
    n = sum(row["is_few"] for row in rows)
    if not n:
        return None
    of = "each of these figures" if n == len(rows) else f"{n:,} of these {len(rows):,} figures"
    words = f"Fewer than {FEW_LISTINGS} listings{mark} stand behind {of}: read the intervals."
    return element("p", words, class_="legend")
