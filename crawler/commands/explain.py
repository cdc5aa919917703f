"""Says what was read from one page, value by value, from where, and what was looked for in vain."""

import argparse
from pathlib import Path
from typing import Final

from crawler.command import ProjectCommand
from crawler.explain_report import explanation_json, explanation_text
from crawler.fetching import fetch
from crawler.fixtures import origin
from crawler.page_archive import Archived, find_page
from crawler.page_reading import read
from crawler.plan import CrawlPlan
from crawler.sources import Source, is_address, saved, site_argument
from normalize import sites
from normalize.dataset import Dataset
from normalize.errors import UserError
from normalize.explanation import Explanation, explain
from normalize.extract import page_of
from normalize.records import PageReading
from normalize.urls import host, is_web

_WRITERS: Final = {"text": explanation_text, "json": explanation_json}


class Command(ProjectCommand):
    """The `explain` command."""

    def syntax(self) -> str:
        """Shown by --help."""
        return "URL|FILE [-a site=NAME] [--format text|json]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Say what was read from one page: each value, its evidence, where it stands, what was not found"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Read one page and print each value with what it was read from and the text around it, and what was "
            "looked for and not found. A URL that the dataset's archive holds is read from there, without the "
            "network; another is fetched politely, and not archived. "
            "Example: scrapy explain page.html -a site=shiporskip"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the page, the site and the format."""
        super().add_options(parser)
        parser.add_argument("page", metavar="URL|FILE", help="address of the page, or a saved one")
        parser.add_argument(
            "-a", dest="arguments", action="append", default=[], metavar="site=NAME", help="whose rules to read by"
        )
        parser.add_argument("--format", choices=_WRITERS, default="text", help="how to print it (default: text)")

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Get the page, read it, explain it."""
        site = site_argument(opts.arguments)
        explanation, source = self._explained(opts.page, site)
        print(_WRITERS[opts.format](explanation, source))

    def _explained(self, given: str, site: str | None) -> tuple[Explanation, str]:
        if not is_address(given):
            source = saved(given)
            fixtures = Path(str(self.project_settings["FIXTURES_DIR"])).resolve()
            if Path(given).resolve().is_relative_to(fixtures):
                source = _as_fetched(source, Path(given))
            return _of_source(source, site), given
        if archived := find_page(Dataset(self.dataset_dir()).archive, given, site):
            when = f"{archived.visited_at:%Y-%m-%d %H:%M:%S} UTC"
            return _of_archive(archived, site), f"the archive, {archived.path.name}, as of {when}; nothing was fetched"
        return _of_source(self._fetched(given), site), "its server, just now; the archive does not have it"

    def _fetched(self, url: str) -> Source:
        self.settle_contact(CrawlPlan((url,), None))
        assert self.crawler_process is not None
        return fetch(self.crawler_process, self.project_settings, url)


def _as_fetched(source: Source, path: Path) -> Source:
    """A fixture, with the address that its page was fetched at."""
    try:
        known = origin(path)
    except ValueError as error:
        raise UserError(f"{path.with_suffix('.json')} is no JSON: {error}", "mend it") from error
    return Source(source.body, known["url"], known["content_type"], path)


def _of_source(source: Source, site: str | None) -> Explanation:
    path = source.path.resolve().as_uri() if source.path else "file:"
    reading = read(source.body, url=source.url, content_type=source.content_type, site=site, path=path)
    return _explanation(reading, source.body, source.url, source.content_type, site)


def _of_archive(archived: Archived, site: str | None) -> Explanation:
    reading = archived.reading
    return _explanation(reading, archived.body, reading.url, archived.content_type, site)


def _explanation(
    reading: PageReading, body: bytes | None, url: str | None, content_type: str | None, site: str | None
) -> Explanation:
    page = page_of(body, content_type) if body is not None and reading.state != "failed" else None
    if page is not None:
        page.url = url
    return explain(reading, page, _rules(reading, site))


def _rules(reading: PageReading, site: str | None) -> sites.Site:
    """Whose rules a page was read by."""
    name = site or reading.site
    if name in sites.names():
        return sites.by_name(name)
    return (sites.for_host(host(reading.url)) if is_web(reading.url) else None) or sites.GENERIC
