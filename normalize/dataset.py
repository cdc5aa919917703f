"""A dataset folder: where things lie, who may write, and how one build takes the place of another.

`data` is a symbolic link to a folder in `builds`. Exchanging the link swaps all tables at once, and the build before
stays on disk until the next one, so that whoever is reading it can finish.
"""

import fcntl
import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TextIO

from normalize.errors import UserError

DEFAULT_FOLDER: Final = "datasets/comparisons"  # relative to where a command runs
HOME: Final = Path(__file__).resolve().parent.parent / DEFAULT_FOLDER
_SPILL: Final = ".spill-"
_CHOOSE: Final = "choose another folder with -s DATASET_DIR=<folder>"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Paths of a dataset folder."""

    root: Path

    @property
    def archive(self) -> Path:
        """WARC files, one or more per crawl."""
        return self.root / "archive"

    @property
    def records(self) -> Path:
        """Typed records, one Parquet file per archive file, one for all saved files."""
        return self.root / "records"

    @property
    def data(self) -> Path:
        """The tables of the last good build."""
        return self.root / "data"

    @property
    def builds(self) -> Path:
        """Where builds lie until and after they are swapped in."""
        return self.root / "builds"

    @property
    def veto(self) -> Path:
        """Lies there from a vetoed build to the next one that is begun."""
        return self.root / ".vetoed"

    @property
    def option(self) -> str:
        """What a command about this dataset needs, with a blank before it; empty for the default one."""
        folder = self.root.resolve()
        return "" if folder == Path(DEFAULT_FOLDER).resolve() else f" -s DATASET_DIR={shlex.quote(place(folder))}"

    def sql(self, kind: str) -> list[Path]:
        """SQL files of a kind (`staging`, `tables`, `views`, `checks`) in order of their names.

        A dataset folder of its own may add files to those that ship with the project, or replace one by its name.
        """
        found = {path.name: path for root in (HOME, self.root) for path in sorted((root / kind).glob("*.sql"))}
        return [found[name] for name in sorted(found)]

    def lookups(self, name: str) -> list[Path]:
        """Files of a name in which people have written: the one that ships with the project, and the dataset's own."""
        found = (root / "lookups" / name for root in dict.fromkeys((HOME, self.root.resolve())))
        return [path for path in found if os.path.lexists(path)]

    def open(self) -> None:
        """Make the folder where it is missing. Raises UserError where that cannot be done or written to."""
        try:
            for folder in (self.root, self.archive, self.records, self.builds):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"cannot write to {self.root}: {error.strerror}", _CHOOSE) from error
        if not os.access(self.root, os.W_OK | os.X_OK):
            raise UserError(f"cannot write to {self.root}", _CHOOSE)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for writing, and clear what a killed command left half written.

        Raises UserError where another process holds it.
        """
        self.open()
        with self._lock_file() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UserError(f"{self.root} is in use by another command", f"wait for it, or {_CHOOSE}") from None
            except OSError as error:
                raise UserError(f"cannot lock {self.root}: {error.strerror}", _CHOOSE) from error
            for draft in self.records.glob(".*.draft"):
                draft.unlink()
            for spilled in self.root.glob(f"{_SPILL}*"):
                shutil.rmtree(spilled)
            yield

    @contextmanager
    def spill(self) -> Iterator[Path]:
        """A folder for what a build does not keep in memory."""
        with TemporaryDirectory(prefix=_SPILL, dir=self.root) as folder:
            yield Path(folder)

    def _lock_file(self) -> TextIO:
        try:
            return (self.root / ".lock").open("a")
        except OSError as error:
            raise UserError(f"cannot write to {self.root}: {error.strerror}", _CHOOSE) from error

    def current_build(self) -> Path | None:
        """Folder of the last good build, its links resolved: it stays the same when another is swapped in."""
        return self.data.resolve() if self.data.is_dir() else None

    def build_before(self, build: Path) -> Path | None:
        """Folder of the build that stood before `build` did; None where there is none."""
        if build.parent != self.builds.resolve():  # a copy of the folder that followed links
            return None
        # What is named after it is being built, or was when its command was killed.
        return max((each for each in build.parent.iterdir() if each.name < build.name), default=None)

    def new_build(self) -> Path:
        """Make and return an empty folder for a build."""
        self.builds.mkdir(parents=True, exist_ok=True)
        folder = self.builds / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
        folder.mkdir()
        return folder

    def swap_in(self, build: Path) -> None:
        """Make `build` the current one, all tables at once; keep the one before, remove what is older."""
        before = self.current_build()
        if before is not None and not self.data.is_symlink():  # a copy of the folder that followed links
            before = self.data.rename(self.root / f"data.copied-{build.name}")
        link = self.root / ".data.new"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(self.builds.name) / build.name, target_is_directory=True)
        link.replace(self.data)
        sync_folder(self.root)
        for old in self.builds.iterdir():
            if old not in (build, before):
                shutil.rmtree(old)


def place(path: Path) -> str:
    """A path as the user would type it: relative where it lies below the working folder."""
    path, here = path.absolute(), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to disk, so that a rename survives a power loss."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
