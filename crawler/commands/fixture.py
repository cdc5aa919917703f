"""Saves one page as a fixture, with a draft of what it says for a person to correct."""

import argparse
import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from crawler.command import ProjectCommand
from crawler.fetching import fetch
from crawler.fixtures import DRAFT, FETCHED, PAGE_SUFFIXES, facts, fixture_json
from crawler.page_reading import read
from crawler.plan import CrawlPlan, check_site
from crawler.sources import Source, is_address, saved
from normalize import sites
from normalize.errors import UserError
from normalize.urls import host

_CASE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_CASE: Final = 100  # characters


class Command(ProjectCommand):
    """The `fixture` command."""

    def syntax(self) -> str:
        """Shown by --help."""
        return "SITE CASE URL|FILE [--url URL] [--overwrite]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Save one page as a fixture, with a draft of what it says to be corrected"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Save a page, fetched politely or from a file, as tests/fixtures/SITE/CASE.html, and beside it what the "
            "readers find on it as CASE.json: a draft, on which the tests fail until a person has corrected it. "
            "Example: scrapy fixture generic alder-vs-birch page.html"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what is to be given, and the leave to replace."""
        super().add_options(parser)
        parser.add_argument("site", metavar="SITE", help="whose rules read the page")
        parser.add_argument("case", metavar="CASE", help="name of the fixture: a-z, 0-9 and hyphens")
        parser.add_argument("page", metavar="URL|FILE", help="address of the page, or a saved one")
        parser.add_argument("--url", metavar="URL", help="address of a saved page that does not name it")
        parser.add_argument("--overwrite", action="store_true", help="replace a fixture of that name")

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Get the page, read it, write both files."""
        check_site(opts.site)
        target = self._target(opts)
        source = self._source(opts.site, opts.page, opts.url)
        described = _draft(source, opts.site)
        target = _write(target, source, described)
        print(f"Saved {target} ({len(source.body):,} bytes) and a draft of what it says, {target.stem}.json.")
        print(f'Correct the draft against the page, then remove its first key, "{DRAFT}".')

    def _target(self, opts: argparse.Namespace) -> Path:
        """The fixture's path without suffix. Raises UserError for a bad name, and one that is taken."""
        if len(opts.case) > _LONGEST_CASE or not _CASE.fullmatch(opts.case):
            raise UserError(f"{opts.case!r} is no name of a case", "use a-z, 0-9 and hyphens, as in alder-vs-birch")
        target: Path = Path(str(self.project_settings["FIXTURES_DIR"])) / opts.site / opts.case
        taken = [path for suffix in (*PAGE_SUFFIXES, ".json") if (path := target.with_suffix(suffix)).exists()]
        if taken and not opts.overwrite:
            raise UserError(f"{taken[0]} is there already", "choose another case, or replace it with --overwrite")
        return target

    def _source(self, site: str, given: str, url: str | None) -> Source:
        if url is not None and (not is_address(url) or is_address(given)):
            raise UserError(f"--url {url} is not the address of a saved page", "give a file, and its http address")
        if not is_address(given):
            return replace(saved(given), url=url)
        _check_host(site, given)
        self.settle_contact(CrawlPlan((given,), None))
        assert self.crawler_process is not None
        return fetch(self.crawler_process, self.project_settings, given)


def _write(target: Path, source: Source, described: str) -> Path:
    """Write page and draft, in place of a fixture of that name; return the page's path."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for suffix in PAGE_SUFFIXES:
        target.with_suffix(suffix).unlink(missing_ok=True)
    page = target.with_suffix(".txt" if _is_plain(source) else ".html")
    page.write_bytes(source.body)
    page.with_suffix(".json").write_text(described + "\n", encoding="utf-8")
    return page


def _check_host(site: str, url: str) -> None:
    """Raise UserError for a page of another host than the site's."""
    hosts = sites.by_name(site).hosts
    if site != sites.GENERIC_NAME and host(url).removeprefix("www.") not in hosts:
        raise UserError(f"{host(url)} is no host of {site}", f"its hosts: {', '.join(hosts)}; others are generic")


def _draft(source: Source, site: str) -> str:
    reading = read(source.body, url=source.url, content_type=source.content_type, site=site)
    if reading.state == "failed":
        raise UserError(f"the page cannot be read: {reading.problems[0]}", "give one that a browser shows")
    if not reading.url.startswith("file:"):
        _check_host(site, reading.url)
    described: dict[str, object] = {DRAFT: True}
    if source.url:
        described[FETCHED] = {"url": source.url, "content_type": source.content_type}
    return fixture_json(described | facts(reading))


def _is_plain(source: Source) -> bool:
    return (source.content_type or "").partition(";")[0].strip().casefold() == "text/plain"
