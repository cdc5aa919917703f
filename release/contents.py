"""What lies in a release: tables first, then what is said of them, then the manifest of it all."""

import os
from pathlib import Path
from typing import Final

from analysis.report.picture import agreement_picture
from normalize import CONTRACT_VERSION, __version__
from normalize.database import connect
from normalize.dataset import Dataset, place
from normalize.errors import UserError
from release.card import card
from release.card_figures import PICTURE
from release.changelog import change_of, changelog
from release.configs import config_plans
from release.croissant import croissant
from release.edition import Edition
from release.facts import Facts, read_facts
from release.licenses import license_text
from release.manifest import NAME, Manifest, config_of
from release.plan import compare
from release.tables import WrittenConfig, file_at, write_config

_CHANGELOG: Final = "CHANGELOG.md"


def write_contents(dataset: Dataset, folder: Path, edition: Edition, before: Manifest | None) -> Manifest:
    """Write every file of a release to an empty folder, the manifest last, and return it.

    Raises UserError where there are no tables, or none of them has a row.
    """
    with connect(dataset.root) as connection:
        configs = [write_config(connection, plan, folder) for plan in config_plans(edition.quotes)]
        if not any(each.rows for each in configs):
            raise UserError(f"the tables in {place(dataset.data)} are all empty", "crawl or extract some pages first")
        facts = read_facts(connection)
    _write(folder, _described(configs, facts, edition))
    manifest = _manifest(folder, configs, facts, edition, before)
    _write(folder, {_CHANGELOG: changelog(manifest)})
    files = manifest.files | {_CHANGELOG: file_at(folder / _CHANGELOG)}
    manifest = manifest.model_copy(update={"files": dict(sorted(files.items()))})
    _write(folder, {NAME: manifest.written().decode()})
    return manifest


def _described(configs: list[WrittenConfig], facts: Facts, edition: Edition) -> dict[str, str]:
    """Files about the tables, by name."""
    picture = agreement_picture(facts.figures)
    return {
        "LICENSE": license_text(edition.license, edition.quotes),
        "README.md": card(configs, facts, edition, has_picture=picture is not None),
        "croissant.json": croissant(configs, edition),
    } | ({PICTURE: picture} if picture else {})


def _manifest(
    folder: Path, configs: list[WrittenConfig], facts: Facts, edition: Edition, before: Manifest | None
) -> Manifest:
    """The manifest of what lies in the folder so far, with the history that it continues."""
    about = {path.name: file_at(path) for path in folder.iterdir() if path.is_file()}
    manifest = Manifest(
        version=edition.version,
        software_version=__version__,
        contract_version=CONTRACT_VERSION,
        license=edition.license.id,
        quotes=edition.quotes,
        crawl_ids=facts.crawl_ids,
        configs={each.name: config_of(each.plan.schema, each.rows) for each in configs},
        files=about | {each.path: each.file for each in configs},
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
