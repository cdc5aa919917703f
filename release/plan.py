"""What a release changes against the last one, and what of that nobody publishes by mistake."""

from dataclasses import dataclass
from typing import Final, Literal

from release.manifest import NAME, Config, File, Manifest, file_of

Fate = Literal["added", "replaced", "deleted", "unchanged"]
# What is released; all else in the folder speaks of it, and of when that was.
_RELEASED: Final = ("data/", "LICENSE")
_MOST_LOST: Final = 0.2


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of either release. Of a deleted one, the bytes it had."""

    path: str
    fate: Fate
    bytes: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """Rows of a table; None where the release has no such table."""

    config: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column that came, went or changed; the type is None where there is no such column."""

    config: str
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing does. `before` and `after` are the two releases; `before` is None for the first."""

    before: Manifest | None
    after: Manifest
    files: list[FileChange]
    rows: list[RowChange]
    columns: list[ColumnChange]

    @property
    def is_unchanged(self) -> bool:
        """Whether tables and licence are those of the last release, byte for byte: then there is nothing to publish."""
        return all(each.fate == "unchanged" for each in self.files if each.path.startswith(_RELEASED))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a plan is not carried out, and the option that lets it through."""

    why: str
    option: str


def compare(before: Manifest | None, after: Manifest, held: dict[str, File] | None = None) -> Plan:
    """Return what `after` changes against `before`.

    `held` are the files that are there, the manifest among them, where they may be others than those of `before`.
    """
    old = before.configs if before else {}
    names = [*after.configs, *(name for name in old if name not in after.configs)]
    rows = [RowChange(name, _rows(old.get(name)), _rows(after.configs.get(name))) for name in names]
    columns = [change for name in names if before for change in _columns(name, old.get(name), after.configs.get(name))]
    if held is None:
        files = _files(before.files if before else {}, after.files)
    else:
        files = _files(held, {**after.files, NAME: file_of(after.written())})
    return Plan(before, after, files, rows, columns)


def refusals(plan: Plan) -> list[Refusal]:
    """Return why a plan would be refused: lost rows, lost columns, columns of another type."""
    return [
        *(Refusal(_lost_rows(each), "--allow-lost-rows") for each in plan.rows if _has_lost(each)),
        *(
            Refusal(f"{each.config} has lost its column {each.column}", "--allow-lost-columns")
            for each in plan.columns
            if each.after is None
        ),
        *(
            Refusal(f"{each.config}.{each.column} was {each.before} and is now {each.after}", "--allow-retyped-columns")
            for each in plan.columns
            if each.before and each.after
        ),
    ]


def not_allowed(plan: Plan, allowed: frozenset[str]) -> list[str]:
    """Return what to tell a person whose plan is not carried out, given the options that were; nothing where it is."""
    return [refused(each.why, each.option) for each in refusals(plan) if each.option not in allowed]


def refused(why: str, option: str) -> str:
    """What to tell a person who may have meant it."""
    return f"Not published: {why}. If that is meant, add {option}."


def _files(old: dict[str, File], new: dict[str, File]) -> list[FileChange]:
    changes = [FileChange(path, _fate(old.get(path), file), file.bytes) for path, file in new.items()]
    return changes + [FileChange(path, "deleted", file.bytes) for path, file in old.items() if path not in new]


def _fate(old: File | None, new: File) -> Fate:
    if old is None:
        return "added"
    return "unchanged" if old.sha256 == new.sha256 else "replaced"


def _columns(config: str, before: Config | None, after: Config | None) -> list[ColumnChange]:
    old, new = before.columns if before else {}, after.columns if after else {}
    names = [*old, *(name for name in new if name not in old)]
    return [
        ColumnChange(config, name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    ]


def _rows(config: Config | None) -> int | None:
    return config.rows if config else None


def _has_lost(change: RowChange) -> bool:
    before, after = change.before or 0, change.after or 0
    return before > 0 and before - after > _MOST_LOST * before


def _lost_rows(change: RowChange) -> str:
    before, after = change.before or 0, change.after or 0
    return f"{change.config} has lost {(before - after) / before:.0%} of its rows: {before:,} before, {after:,} now"
