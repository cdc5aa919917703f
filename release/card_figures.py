"""Sections of the card that are figures: how pages were collected, how far reviewers agree, what was not read."""

from datetime import datetime
from typing import Any, Final

from analysis.panel import FEW_LISTINGS
from analysis.report.figures import Rows
from analysis.report.headline import NO_VERDICTS
from analysis.report.quality import PARADOX, STATES
from analysis.report.wording import coefficient, counted, interval, is_known, percent
from release.facts import Facts
from release.markdown import escaped, table

PICTURE: Final = "agreement.svg"
_MOST_FIELDS: Final = 15
_MOST_SITES: Final = 50
_RULES: Final = (
    "The crawler names itself and whom a site may write to, obeys robots.txt{} and its `Crawl-delay`, asks a host for "
    "one page a second unless told otherwise, and rests when a server says so or fails. Every answer is archived as it "
    "came, and the tables are made from that archive."
)
_SQUARES: Final = (
    "A square says how often two reviewers gave the same verdict, in percent of the n listings that both judged; it is "
    f"dashed where n is below {FEW_LISTINGS}."
)
_MEASURES: Final = (
    "How often two reviewers of a listing give the same verdict, and how far that is beyond chance: AC1 (Gwet 2008), "
    f"where 0 is chance and 1 is complete agreement. It stands in place of kappa. {PARADOX}"
)
_READING: Final = (
    "A verdict whose `verdict_source` is `panel` follows from a unanimous vote and was not printed beside the quote. A "
    "listing is not a product: one product may be listed more than once. Nobody having voted is a state (`none`), not "
    "a share of 0. Shares are printed in whole percents. A price of 0 and one that the page calls free are two things "
    "(`amount`, `is_free`), and a rating without `best` has no scale. `pages.problems` says of each page what was "
    "expected on it and not read."
)


def collected(facts: Facts) -> str:
    """When and how often was asked, and by which rules."""
    crawls = facts.crawls
    if not crawls["n"]:
        return "The pages were read from saved files: nothing was crawled."
    n_disallowed = sum(row["n_disallowed"] for row in facts.sites)
    left_alone = f" (here it left {counted(n_disallowed, 'page')} alone)" if n_disallowed else ""
    return (
        f"{counted(crawls['n'], 'crawl')} from {_day(crawls['first_at'])} to {_day(crawls['last_at'])} made "
        f"{counted(crawls['n_requests'], 'request')}{_rate(crawls['per_second'])}. {_RULES.format(left_alone)}"
    )


def sites(facts: Facts) -> str:
    """Pages by site, with dates."""
    rows = [
        [
            escaped(row["site"]),
            _day(row["first_seen_at"]),
            _day(row["last_fetched_at"]),
            f"{row['n_pages']:,}",
            f"{row['n_comparisons'] or 0:,}",
            f"{row['n_disallowed']:,}",
        ]
        for row in facts.sites[:_MOST_SITES]
    ]
    header = ["site", "first seen", "last fetched", "pages", "comparisons", "left to robots.txt"]
    more = len(facts.sites) - _MOST_SITES
    return "\n".join([*table(header, rows, n_words=3), *(["", f"And {more:,} more sites."] if more > 0 else [])])


def agreement(facts: Facts, has_picture: bool) -> str:
    """Agreement of each site's reviewers, and the picture."""
    known = [row for row in facts.figures.rows("site_agreement") if is_known(row["percent_agreement"])]
    if not known:
        return f"{NO_VERDICTS}"
    header = ["site", "reviewers", "listings", "agree", "95% interval", "AC1", "95% interval"]
    lines = [
        *([f"![How often each two reviewers agree]({PICTURE})", "", _SQUARES, ""] if has_picture else []),
        _MEASURES,
        "",
        *table(header, map(_agreement, known[:_MOST_SITES])),
    ]
    n_inferred = sum(row["n_inferred"] for row in known)
    few = [f"Where a row has fewer than {FEW_LISTINGS} listings, read the intervals."] if any(_few(known)) else []
    left_out = [_left_out(n_inferred)] if n_inferred else []
    return "\n".join([*lines, "", " ".join([*few, *left_out])]).rstrip()


def quality(facts: Facts) -> str:
    """Pages by state, and what was expected on a page and not found."""
    states = _summed(facts.figures.rows("states"), "state")
    problems = _summed(facts.figures.rows("problems"), "field")[:_MOST_FIELDS]
    header = ["what", "problems"]
    lines = [
        _READING,
        "",
        *table(["state", "meaning", "pages"], [[f"`{s}`", STATES.get(s, ""), f"{n:,}"] for s, n in states], 2),
    ]
    if problems:
        lines += [
            "",
            "What was expected on a page and not read, or read in two ways:",
            "",
            *table(header, [[f"`{field}`", f"{n:,}"] for field, n in problems]),
        ]
    return "\n".join(lines)


def _rate(per_second: float | None) -> str:
    """How often was asked, over crawls that ended."""
    if not is_known(per_second) or not per_second:
        return ""
    often = f"{per_second:,.0f} a second" if per_second >= 1 else f"one every {1 / per_second:,.1f} seconds"
    return f", {often} on average"


def _agreement(row: dict[str, Any]) -> list[str]:
    return [
        escaped(row["site"]),
        f"{row['n_reviewers']:,}",
        f"{row['n_shared']:,}",
        percent(row["percent_agreement"]),
        interval(row["percent_agreement_low"], row["percent_agreement_high"], percent),
        coefficient(row["ac1"]),
        interval(row["ac1_low"], row["ac1_high"]),
    ]


def _few(rows: Rows) -> list[bool]:
    return [bool(row["is_few"]) for row in rows]


def _left_out(n: int) -> str:
    return (
        f"{n:,} verdicts that are not printed and only follow from a unanimous panel are left out: panels that agree "
        "have such verdicts, divided ones have none."
    )


def _summed(rows: Rows, key: str) -> list[tuple[str, int]]:
    """How often each value of a column occurs over all sites, the most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[key]] = counts.get(row[key], 0) + row["n"]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _day(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d}" if time else "–"
