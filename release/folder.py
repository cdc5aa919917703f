"""A release as a folder, complete or not there at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from analysis.report.picture import agreement_picture
from normalize import CONTRACT_VERSION, __version__
from normalize.database import connect
from normalize.dataset import Dataset, place, sync_folder
from normalize.errors import UserError
from release import manifest as manifests
from release.card import Edition, card
from release.card_figures import PICTURE
from release.changelog import change_of, changelog
from release.configs import config_plans
from release.croissant import croissant
from release.facts import Facts, read_facts
from release.licenses import find_license, license_text
from release.manifest import Config, Manifest, Quotes, config_of, read_manifest
from release.plan import Plan, compare
from release.tables import WrittenConfig, file_at, write_config

CHANGELOG: Final = "CHANGELOG.md"


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
    edition = Edition(
        options.version, find_license(options.license), options.quotes, options.repo, target.absolute().name
    )
    target = target.absolute()
    _restore(target)
    if target.is_dir() and any(target.iterdir()):
        _refuse_others(target)
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        manifest = _write_release(dataset, new, edition, before)
        _swap_in(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return manifest


def _write_release(dataset: Dataset, folder: Path, edition: Edition, before: Manifest | None) -> Manifest:
    with connect(dataset.root) as connection:
        configs = [write_config(connection, plan, folder) for plan in config_plans(edition.quotes)]
        if not any(each.rows for each in configs):
            raise UserError(f"the tables in {place(dataset.data)} are all empty", "crawl or extract some pages first")
        facts = read_facts(connection)
    _write(folder, _described(configs, facts, edition))
    manifest = _manifest(folder, configs, facts, edition, before)
    _write(folder, {CHANGELOG: changelog(manifest)})
    files = manifest.files | {CHANGELOG: file_at(folder / CHANGELOG)}
    manifest = manifest.model_copy(update={"files": dict(sorted(files.items()))})
    _write(folder, {manifests.NAME: manifest.written().decode()})
    return manifest


def read_release(folder: Path) -> Manifest | None:
    """Return the manifest of the release in a folder, without files that are no longer as it says; None without one.

    Raises UserError for a folder that holds what is no release.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return None
    _refuse_others(folder)
    manifest = read_manifest((folder / manifests.NAME).read_bytes())
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
    target = target.absolute()
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
    path = folder / manifests.NAME
    if not path.is_file():
        raise UserError(f"{place(folder)} holds files and no release", remedy)
    known = {*read_manifest(path.read_bytes()).files, manifests.NAME}
    for found in sorted(folder.rglob("*")):
        if not found.is_dir() and found.relative_to(folder).as_posix() not in known:
            raise UserError(f"{place(found)} is no file of the release there", f"move it elsewhere, or {remedy}")


def _is_intact(path: Path, file: manifests.File) -> bool:
    return path.is_file() and file_at(path) == file


def _described(configs: list[WrittenConfig], facts: Facts, edition: Edition) -> dict[str, str]:
    """Files about the tables, by name."""
    picture = agreement_picture(facts.figures)
    return {
        "LICENSE": license_text(edition.license, edition.quotes),
        "README.md": card(configs, facts, edition, has_picture=picture is not None),
        "croissant.json": croissant(configs, edition.license, edition.version, edition.url, edition.citation),
    } | ({PICTURE: picture} if picture else {})


def _manifest(
    folder: Path, configs: list[WrittenConfig], facts: Facts, edition: Edition, before: Manifest | None
) -> Manifest:
    """The manifest of what lies in the folder so far, with the history that it continues."""
    tables: dict[str, Config] = {each.name: config_of(each.plan.schema, each.rows) for each in configs}
    written = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent == folder)
    files = {path.name: file_at(path) for path in written} | {each.path: each.file for each in configs}
    manifest = Manifest(
        version=edition.version,
        software_version=__version__,
        contract_version=CONTRACT_VERSION,
        license=edition.license.id,
        quotes=edition.quotes,
        crawl_ids=facts.crawl_ids,
        configs=tables,
        files=files,
        history=[],
    )
    history = [change_of(compare(before, manifest)), *(before.history if before else [])]
    return manifest.model_copy(update={"history": history})


def _write(folder: Path, contents: dict[str, str]) -> None:
    for name, content in contents.items():
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
