"""What a person sees at the end of a build: rows, changes, problems, where the tables are, what to ask next."""

from typing import Final

from crawler.frontier import Frontier
from crawler.recording import ArchiveMiddleware
from crawler.text_table import aligned, text_table
from normalize.changes import TableChange
from normalize.checks import Violation
from normalize.dataset import Dataset, place
from normalize.drift import Drift
from normalize.tables import BuildReport, UnreadPage

_MOST_ROWS: Final = 10
_MOST_PAGES: Final = 20
_CELL_WIDTH: Final = 40


def print_build(report: BuildReport) -> None:
    """Print what a build made; of one that was vetoed, why."""
    lines = _vetoed(report) if report.is_vetoed else _built(report)
    print("\n".join(lines))


def print_crawl(archive: ArchiveMiddleware, frontier: Frontier) -> None:
    """Print what a crawl came to before its pages were read."""
    print(
        f"Answers: {archive.n_fetched:,}, unchanged pages: {archive.n_unchanged:,}, given up: {archive.n_failed:,}, "
        f"archived: {archive.n_bytes / 1000:,.0f} kB"
    )
    for name, reason in frontier.stopped_hosts.items():
        print(f"Stopped at {name}: {reason}")


def print_violations(violations: list[Violation]) -> None:
    """Print each check that failed, with the offending rows."""
    print("\n\n".join("\n".join(_violation(each)) for each in violations))


def _built(report: BuildReport) -> list[str]:
    option = Dataset(report.dataset).option
    size = f"{report.bytes_on_disk / 1000:,.0f} kB"
    return [
        "",
        *aligned([[each.table, f"{each.rows:,}", _difference(each)] for each in report.changes], "<><"),
        "",
        *_problems(report, option),
        *_unread(report.unread, option),
        *_unmatched(report),
        *(["Drift that was accepted:", *_drifts(report.drifts), ""] if report.drifts else []),
        f"Tables: {place(Dataset(report.dataset).data)} ({size} of Parquet)",
        "",
        "Try next:",
        f'  scrapy query{option} "select name, panel_share from tools_now order by all limit 5"',
    ]


def _difference(change: TableChange) -> str:
    if change.added is None:
        return "no build to compare with"
    if not (change.added or change.removed or change.changed):
        return "unchanged"
    return f"+{change.added:,} new  -{change.removed:,} gone  ~{change.changed:,} changed"


def _problems(report: BuildReport, option: str) -> list[str]:
    if not report.problems:
        return ["No problems.", ""]
    rows = [[field, f"{n:,}"] for field, n in report.problems.items()]
    return [f'Problems by kind (scrapy query{option} "from problems"):', *aligned(rows, "<>"), ""]


def _unread(pages: list[UnreadPage], option: str) -> list[str]:
    if not pages:
        return []
    more = len(pages) - _MOST_PAGES
    return [
        f"Pages without records: {len(pages):,}",
        *(f"  {page.state}  {page.url}{_why(page)}" for page in pages[:_MOST_PAGES]),
        *([f"  and {more:,} more: scrapy query{option} \"from pages where state <> 'ok'\""] if more > 0 else []),
        "",
    ]


def _why(page: UnreadPage) -> str:
    return f"  ({page.reason})" if page.state == "failed" and page.reason else ""


def _vetoed(report: BuildReport) -> list[str]:
    last = Dataset(report.dataset).current_build()
    stays = "the last build stays" if last else "there is no earlier build, so there are no tables"
    lines = [f"The build was not put in place, {stays}: {_reasons(report)}.", ""]
    for violation in report.violations:
        lines += [*_violation(violation), ""]
    if report.drifts:
        option = Dataset(report.dataset).option
        lines += [
            "Given before and missing now:",
            *_drifts(report.drifts),
            f"If that is how the site is now, let it through once: scrapy build{option} --accept-drift",
            "",
        ]
    return [*lines, *_unmatched(report)][:-1]


def _reasons(report: BuildReport) -> str:
    reasons = [f"{len(report.violations)} of its checks failed"] if report.violations else []
    if report.drifts and not report.accepts_drift:
        reasons.append("it lacks what the last build had")
    return ", and ".join(reasons)


def _drifts(drifts: list[Drift]) -> list[str]:
    return [line for drift in drifts for line in (f"  {_fall(drift)}", *(f"    {url}" for url in drift.urls))]


def _fall(drift: Drift) -> str:
    site = f"{drift.site}: " if drift.site else ""
    if drift.is_share:
        return f"{site}{drift.what} is given by {drift.now:.2f} of the pages, before by {drift.before:.2f}; not by"
    return f"{site}{drift.what} has {drift.now:,} rows, before {drift.before:,}; lost from"


def _unmatched(report: BuildReport) -> list[str]:
    return [
        *_names("Takedowns that match nothing", report.unmatched.takedowns),
        *_names("Listings in products.csv that there are not", report.unmatched.products),
    ]


def _names(what: str, names: list[tuple[str, str]]) -> list[str]:
    if not names:
        return []
    more = len(names) - _MOST_PAGES
    return [
        f"{what}: {len(names):,}",
        *(f"  {name}  ({where})" for name, where in names[:_MOST_PAGES]),
        *([f"  and {more:,} more"] if more > 0 else []),
        "",
    ]


def _violation(violation: Violation) -> list[str]:
    rows = [list(row.values()) for row in violation.rows.slice(0, _MOST_ROWS).to_pylist()]
    more = violation.rows.num_rows - _MOST_ROWS
    return [
        f"{violation.check}: {violation.meaning}",
        *(f"  {line}" for line in text_table(violation.rows.column_names, rows, _CELL_WIDTH)),
        *([f"  and {more:,} more rows"] if more > 0 else []),
    ]
