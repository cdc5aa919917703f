"""Reads archives and saved pages again, without the network, and builds the tables from what they say."""

import argparse
from pathlib import Path

from crawler.command import ProjectCommand, add_accept_drift
from crawler.extraction import catch_up, extract_files, read_left, sources
from crawler.finish import finish, writing
from crawler.sources import site_argument
from normalize.dataset import Dataset, place
from normalize.errors import UserError


class Command(ProjectCommand):
    """The `extract` command."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Shown by --help."""
        return "[PATH…] [-a site=NAME] [--accept-drift]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Read saved pages and archives into records, and build the tables"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Read .warc, .warc.gz, .html, .htm and .txt files, or folders of them, into records, and build the tables. "
            "Archives that this version has read before are not read again; without a path, the dataset's own archive "
            "is brought up to date. "
            "Example: scrapy extract datasets/comparisons/archive"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the one argument there is, and what every build takes."""
        super().add_options(parser)
        add_accept_drift(parser)
        parser.add_argument("paths", nargs="*", metavar="PATH", help="file or folder to read")
        parser.add_argument(
            "-a", dest="arguments", action="append", default=[], metavar="site=NAME", help="whose rules to read by"
        )

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Extract, then build."""
        site = site_argument(opts.arguments)
        if not all(opts.paths):  # as a path it would be the folder where the command runs
            raise UserError("one of the paths is empty", "give saved pages, archives or folders of them")
        dataset = Dataset(self.dataset_dir())
        files = sources(map(Path, opts.paths))
        if not files and not any(dataset.archive.glob("*.warc.gz")):
            raise UserError("nothing to read was given", "give a saved page, an archive or a folder of them")
        with writing(dataset):
            read = extract_files(files, dataset.root, site) if files else catch_up(dataset.root)
            read_left(dataset.root)
            if read.n_known:
                print(f"Archives read before by these readers, and not again: {read.n_known:,}")
            sought = ", ".join(opts.paths) or place(dataset.archive)
            found = read.n_comparison_pages
            self.exitcode = finish(dataset.root, lambda: found, sought, accept_drift=opts.accept_drift)
