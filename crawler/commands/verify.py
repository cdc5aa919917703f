"""The checks alone, over the tables that are in place."""

import argparse

from crawler.command import ProjectCommand
from crawler.report import print_violations
from normalize.checks import verify
from normalize.dataset import Dataset, place
from normalize.errors import UserError


class Command(ProjectCommand):
    """The `verify` command."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Run the checks over the tables; exit status 1 with the offending rows when one fails"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Run every check over the tables that are in place. A check returns offending rows: they are printed, and "
            "the exit status is 1. Example: scrapy verify -s DATASET_DIR=datasets/comparisons"
        )

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, report, and set the exit status."""
        if args:
            raise UserError(f"verify takes no arguments, not {args[0]!r}", "see scrapy verify --help")
        dataset = Dataset(self.dataset_dir())
        if violations := verify(dataset.root):
            print_violations(violations)
            self.exitcode = 1
        else:
            print(f"All {len(dataset.sql('checks'))} checks pass: {place(dataset.data)}")
