"""Tables from records, without a new crawl."""

import argparse

from crawler.command import ProjectCommand, add_accept_drift
from crawler.extraction import archive_files, read_left
from crawler.finish import writing
from crawler.report import print_build
from normalize.dataset import Dataset
from normalize.errors import UserError
from normalize.tables import build


class Command(ProjectCommand):
    """The `build` command."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Build the tables from the records; checks may veto"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Build all tables from the records, and from what a killed crawl has left in the archive, and put them in "
            "place as one. When a check returns rows, or a site "
            "gives much less than in the last build, that is printed, the last build stays, and the exit status is 1. "
            "What lookups/takedown.csv names stays out; lookups/products.csv says which listings are one product. "
            "Example: scrapy build -s DATASET_DIR=datasets/comparisons"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the one option there is."""
        super().add_options(parser)
        add_accept_drift(parser)

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Build, report, and set the exit status."""
        if args:
            raise UserError(f"build takes no arguments, not {args[0]!r}", "see scrapy build --help")
        dataset = Dataset(self.dataset_dir())
        if not (archive_files(dataset.root) or any(dataset.records.glob("*.parquet"))):
            raise UserError(
                f"there are no records in {dataset.records}",
                "run `scrapy crawl comparisons` or `scrapy extract` first, "
                "or choose another folder with -s DATASET_DIR=<folder>",
            )
        with writing(dataset):
            read_left(dataset.root)
            report = build(dataset.root, accept_drift=opts.accept_drift)
        print_build(report)
        self.exitcode = 1 if report.is_vetoed else 0
