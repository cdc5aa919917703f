"""A plan as text: what a real run does and a dry one shows, in the same words."""

from collections.abc import Iterable, Sequence

from analysis.report.wording import counted
from release.changelog import said
from release.licenses import QUOTES_SAID, find_license
from release.plan import FileChange, Plan, RowChange

_FATES = ("added", "replaced", "deleted", "unchanged")


def plan_text(plan: Plan, where: str) -> str:
    """Return the plan of publishing to `where`."""
    after, named = plan.after, find_license(plan.after.license)
    against = f"against v{plan.before.version}" if plan.before else "the first one"
    files = sorted(plan.files, key=lambda each: (_FATES.index(each.fate), each.path))
    lines = [
        f"Release v{after.version} for {where}, {against}",
        f"  licence  {named.name} ({named.id}), for structure and derived figures",
        f"  quotes   {after.quotes}: {QUOTES_SAID[after.quotes]}",
        "",
        *_aligned(["  " + each.fate, each.path, counted(each.bytes, "byte")] for each in files),
        "",
        f"To send: {_sum(files)}",
        "",
        *_aligned([f"  {each.config}", _count(each.after), _difference(each)] for each in plan.rows),
    ]
    if plan.columns:
        lines += ["", "Schema changes:", *(f"  {said(each)}" for each in plan.columns)]
    return "\n".join(lines)


def _sum(files: Sequence[FileChange]) -> str:
    sent = [each.bytes for each in files if each.fate in ("added", "replaced")]
    n_deleted = sum(each.fate == "deleted" for each in files)
    deleted = f", and {n_deleted} to delete" if n_deleted else ""
    return f"{len(sent)} of {len(files) - n_deleted} files, {sum(sent):,} bytes{deleted}"


def _count(rows: int | None) -> str:
    return "no table" if rows is None else counted(rows, "row")


def _difference(change: RowChange) -> str:
    if change.before is None:
        return "new"
    return f"{(change.after or 0) - change.before:+,}" if change.after != change.before else "as before"


def _aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines in which the first two cells are as wide as the widest, the last stands to the right."""
    cells = [list(row) for row in rows]
    widths = [max((len(row[place]) for row in cells), default=0) for place in range(3)]
    return [f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c:>{widths[2]}}" for a, b, c in cells]
