"""One section of the report: a heading, a sentence that says how to read it, and what it is about."""

from collections import Counter

from analysis.panel import FEW_LISTINGS
from analysis.report.figures import Rows
from analysis.report.markup import Child, Html, element


def section(title: str, words: Child, *content: Child, class_: str | None = None) -> Html:
    """Return a section."""
    return element("section", element("h3", title), element("p", words), *content, class_=class_)


class Nothing(Html):
    """A section that says why there is nothing to show."""


def nothing(title: str, why: str, class_: str | None = None) -> Nothing:
    """Return a section that says why there is nothing to show."""
    return Nothing(section(title, element("span", why, class_="nothing"), class_=class_))


def few(rows: Rows, mark: str = "") -> list[Html]:
    """Return lines that say how many of the figures shown rest on few listings, and why one has no interval."""
    n = sum(row["is_few"] for row in rows)
    of = "each of these figures" if n == len(rows) else f"{n:,} of these {len(rows):,} figures"
    lines = [f"Fewer than {FEW_LISTINGS} listings{mark} stand behind {of}."] if n else []
    return [element("p", line, class_="legend") for line in [*lines, *missing(rows)]]


def missing(rows: Rows) -> list[str]:
    """Return the reasons for dashes, each with how many rows it holds for."""
    reasons = Counter(row["reason"] for row in rows if row["reason"])
    of = f"of {len(rows):,}" if len(rows) > 1 else ""
    return [f"– in {n:,} {of}: {reason}." if of else f"–: {reason}." for reason, n in sorted(reasons.items())]
