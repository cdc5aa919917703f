"""One HTML file that says who agrees with whom, for people who do not ask in SQL."""

import argparse
from pathlib import Path

from crawler.command import ProjectCommand, is_text
from normalize.database import SqlError, connect, what_is_wrong
from normalize.dataset import Dataset, place
from normalize.errors import UserError


class Command(ProjectCommand):
    """The `report` command."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Shown by --help."""
        return "[--to FILE]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Write one HTML file that says who agrees with whom"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Write the figures of the dataset as one HTML file that needs nothing else: agreement of reviewers, with "
            "intervals, panel against community, divisive listings with their quotes, whom quotes name as rivals and "
            "what they predict, prices, and what could not be read. Without --to it is report.html in the dataset's "
            "folder. Example: scrapy report --to agreement.html"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add where to write."""
        super().add_options(parser)
        parser.add_argument("--to", metavar="FILE", help="file to write (default: report.html in the dataset's folder)")

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Compute and write."""
        if args:
            raise UserError(f"report takes no arguments, not {args[0]!r}", "name a file with --to FILE")
        path = _target(opts.to, self.dataset_dir())
        written = _report(self.dataset_dir())
        _write(path, written)
        print(f"Report: {place(path)} ({len(written.encode()) / 1000:,.0f} kB)")


def _target(given: str | None, dataset: Path) -> Path:
    """Where to write. Raises UserError for what cannot be a file."""
    path = dataset / "report.html" if given is None else Path(given)
    if given is not None and not (given.strip() and is_text(given)):
        raise UserError(f"{given!r} is no name of a file", "give another with --to FILE")
    if path.is_dir():
        raise UserError(f"{path} is a folder", "name a file in it with --to FILE")
    if given is not None and not path.parent.is_dir():
        raise UserError(f"there is no folder {path.parent}", "make it first, or give another file with --to FILE")
    return path


def _write(path: Path, document: str) -> None:
    """Replace a file in one step, so that a full disk costs nobody the report of before.

    Raises UserError where that cannot be done. What is no file, as a pipe, is written to.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        draft = target
    else:
        draft = target.with_name(f".{target.name}.draft")
    try:
        draft.write_text(document, encoding="utf-8")
        if draft != target:
            draft.replace(target)
    except OSError as error:
        if draft != target:
            draft.unlink(missing_ok=True)
        raise UserError(f"cannot write {path}: {error.strerror}", "free space, or check its permissions") from error


def _report(dataset: Path) -> str:
    # Every command is imported whenever any runs, and pandas takes its time.
    from analysis.report import report

    with connect(dataset) as connection:
        try:
            return report(connection)
        except SqlError as error:
            again = f"run `scrapy build{Dataset(dataset).option}` again"
            raise UserError(f"cannot read {dataset}: {what_is_wrong(error)}", again) from error
