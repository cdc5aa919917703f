"""A release as a folder, complete or not there at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from normalize.dataset import Dataset, place, sync_folder
from normalize.errors import UserError
from release.contents import write_contents
from release.edition import Edition
from release.licenses import find_license
from release.manifest import NAME, File, Manifest, Quotes, read_manifest
from release.plan import Plan, compare
from release.tables import file_at


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who publishes decides."""

    version: str  # YYYY.MM.DD, as `next_version` gives it
    license: str = "cc-by-4.0"
    quotes: Quotes = "full"
    repo: str | None = None  # OWNER/NAME where the release will lie; None for a folder that stays one


def write_release(dataset: Dataset, target: Path, options: Options, before: Manifest | None) -> Manifest:
    """Write a release of the dataset's current build to the folder `target`, and return its manifest.

    `before` is the last release, which this one continues. What lies at `target` is replaced where it is a release.
    Raises UserError where there is no dataset, for a licence nobody knows, and for a folder with files of its own.
    """
    target = target.resolve()
    edition = Edition(options.version, find_license(options.license), options.quotes, options.repo, target.name)
    _restore(target)
    if target.is_dir() and any(target.iterdir()):
        _refuse_others(target)
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        manifest = write_contents(dataset, new, edition, before)
        _swap_in(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return manifest


def read_release(folder: Path) -> Manifest | None:
    """Return the manifest of the release in a folder, without files that are no longer as it says; None without one.

    Raises UserError for a folder that holds what is no release.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return None
    _refuse_others(folder)
    manifest = read_manifest((folder / NAME).read_bytes())
    intact = {path: file for path, file in manifest.files.items() if _is_intact(folder / path, file)}
    return manifest.model_copy(update={"files": intact})


@dataclass(frozen=True, slots=True)
class Draft:
    """A complete release beside the folder that it may replace, and what it changes."""

    plan: Plan
    folder: Path
    target: Path

    def put_in_place(self) -> None:
        """Let the draft take the place of the last release."""
        _swap_in(self.folder, self.target)


@contextmanager
def draft_release(dataset: Dataset, target: Path, options: Options) -> Iterator[Draft]:
    """Write a release that continues the one in the folder `target`, which stays until the draft is put in place.

    Raises UserError as `write_release` does.
    """
    target = target.resolve()
    _restore(target)
    before = read_release(target)
    drafts = target.with_name(f".{target.name}.draft")
    shutil.rmtree(drafts, ignore_errors=True)
    drafts.mkdir()
    try:
        folder = drafts / target.name
        yield Draft(compare(before, write_release(dataset, folder, options, before)), folder, target)
    finally:
        shutil.rmtree(drafts, ignore_errors=True)


def _swap_in(new: Path, target: Path) -> None:
    """Let a folder take the place of another. Killed in between, the next command puts the old one back."""
    old = _old(target)
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _restore(target: Path) -> None:
    if _old(target).is_dir() and not target.exists():
        _old(target).rename(target)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _refuse_others(folder: Path) -> None:
    """Raise UserError for a folder that holds what no release of this project has put there."""
    remedy = "name an empty folder, or one with a release, with --to FOLDER"
    path = folder / NAME
    if not path.is_file():
        raise UserError(f"{place(folder)} holds files and no release", remedy)
    known = {*read_manifest(path.read_bytes()).files, NAME}
    for found in sorted(folder.rglob("*")):
        if not found.is_dir() and found.relative_to(folder).as_posix() not in known:
            raise UserError(f"{place(found)} is no file of the release there", f"move it elsewhere, or {remedy}")


def _is_intact(path: Path, file: File) -> bool:
    return path.is_file() and file_at(path) == file
