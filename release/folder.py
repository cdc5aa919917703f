"""A release as a folder, complete or not there at all."""

from dataclasses import dataclass
from pathlib import Path

from normalize.dataset import Dataset
from release.manifest import Manifest, Quotes


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
    raise NotImplementedError
