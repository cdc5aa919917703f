"""What each release changed against the one before it: as facts in the manifest, and as a page made from them."""

from release.manifest import Change, Manifest
from release.markdown import table
from release.plan import ColumnChange, Plan


def change_of(plan: Plan) -> Change:
    """What a release changes against the last one."""
    rows = {each.config: (each.before, each.after) for each in plan.rows if each.before != each.after}
    return Change(version=plan.after.version, rows=rows, schema_changes=[said(each) for each in plan.columns])


def said(change: ColumnChange) -> str:
    """A change of a column, in words."""
    name = f"{change.config}.{change.column}"
    if change.before is None:
        return f"{name} is new ({change.after})"
    return f"{name} is gone" if change.after is None else f"{name} was {change.before} and is {change.after}"


def changelog(manifest: Manifest) -> str:
    """The file CHANGELOG.md: every release, the latest first."""
    return "\n".join(["# Changelog", "", *(line for each in manifest.history for line in _section(each))])


def _section(change: Change) -> list[str]:
    lines = [f"## v{change.version}", ""]
    if change.rows:
        lines += [*table(["table", "rows before", "rows", "difference"], map(_row, change.rows.items())), ""]
    lines += [*(f"- {each}" for each in change.schema_changes), ""] if change.schema_changes else []
    return lines if change.rows or change.schema_changes else [*lines, "No table gained or lost rows or columns.", ""]


def _row(change: tuple[str, tuple[int | None, int | None]]) -> list[str]:
    name, (before, after) = change
    shown = ["–" if n is None else f"{n:,}" for n in (before, after)]
    return [f"`{name}`", *shown, f"{(after or 0) - (before or 0):+,}"]
