"""`scrapy build`: tables from records, without a new crawl."""

import argparse
from pathlib import Path

from crawler.command import ProjectCommand
from crawler.report import print_build
from normalize.dataset import Dataset
from normalize.errors import UserError
from normalize.tables import build


class Command(ProjectCommand):
    """Builds the tables; checks may veto them."""

    def syntax(self) -> str:
        """Arguments, as `--help` shows them."""
        return "[options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Build the tables from the records; checks may veto"

    def long_desc(self) -> str:
        """Text of `--help`."""
        return (
            "Builds all tables from the records and puts them in place as one, unless a check returns rows: then "
            "they are printed, the last build stays, and the exit status is 1. "
            "Example: scrapy build -s DATASET_DIR=datasets/comparisons"
        )

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Build, report, and set the exit status."""
        if args:
            raise UserError(f"build takes no arguments, not {args[0]!r}; see scrapy build --help")
        dataset = Dataset(self.dataset_dir())
        if not any(dataset.records.glob("*.parquet")):
            raise UserError(f"no records in {dataset.records}; run `scrapy crawl comparisons` or `scrapy extract` first")
        with dataset.lock():
            report = build(dataset.root)
        print_build(report)
        self.exitcode = 1 if report.violations else 0
