"""Scrapy's own `crawl`, which for the `comparisons` spider goes on to records and tables."""

import argparse
import logging
from contextlib import ExitStack

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware

from crawler.command import INTERRUPTED_STATUS, ProjectCommand, add_accept_drift
from crawler.extraction import extract_files
from crawler.finish import finish, uninterrupted
from crawler.plan import CrawlPlan, plan_crawl
from crawler.recording import ArchiveMiddleware
from crawler.sample.server import SampleServer
from crawler.settings import user_agent
from crawler.spiders.comparisons import ComparisonsSpider
from normalize.dataset import Dataset
from normalize.errors import UserError

# Between the project's defaults, which it replaces, and the command line, which wins.
_PRIORITY = "spider"


class Command(ProjectCommand, ScrapyCrawl):
    """The `crawl` command."""

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Crawl comparison pages into tables: the sample site, a known site or start URLs of your own"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Crawl into the archive, read what was archived, build the tables. Without an argument the sample site is "
            "crawled. Example: scrapy crawl comparisons -a site=shiporskip -s CONTACT=you@example.org"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what every build takes to Scrapy's options."""
        super().add_options(parser)
        add_accept_drift(parser)

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, extract what this crawl archived, build."""
        assert self.crawler_process is not None
        known = sorted(self.crawler_process.spider_loader.list())
        if len(args) != 1 or args[0] not in known:
            given = repr(" ".join(args)) if args else "nothing"
            raise UserError(f"crawl takes one spider, not {given}", f"known spiders: {', '.join(known)}")
        if args[0] != ComparisonsSpider.name:
            ScrapyCrawl.run(self, args, opts)
            return
        plan = plan_crawl(opts.spargs)
        self._settle_contact(plan)
        with Dataset(self.dataset_dir()).lock():
            self._finish(self._crawl(plan, opts), opts.accept_drift)

    def _settle_contact(self, plan: CrawlPlan) -> None:
        contact = str(self.project_settings["CONTACT"] or "").strip()
        if plan.is_live and not (contact and contact.isprintable()):
            raise UserError(
                "a live crawl must say whom the site may write to",
                "add -s CONTACT=you@example.org or set CONTACT in the environment",
            )
        self.project_settings.set("USER_AGENT", user_agent(contact), _PRIORITY)

    def _crawl(self, plan: CrawlPlan, opts: argparse.Namespace) -> Crawler:
        assert self.crawler_process is not None
        with ExitStack() as stack:
            if plan.is_sample:
                server = stack.enter_context(SampleServer())
                self.project_settings.set("SAMPLE_SERVER", f"http://127.0.0.1:{server.port}", _PRIORITY)
            if not plan.is_live and plan.is_sample:
                self.project_settings.set("DOWNLOAD_DELAY", 0, _PRIORITY)
                self.project_settings.set("AUTOTHROTTLE_ENABLED", False, _PRIORITY)
            logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(_without_traceback)
            crawler = self._create_crawler(ComparisonsSpider)
            self.crawler_process.crawl(crawler, **opts.spargs)
            self.crawler_process.start()
        return crawler

    def _finish(self, crawler: Crawler, accept_drift: bool) -> None:
        assert self.crawler_process is not None
        if self.crawler_process.bootstrap_failed:
            self.exitcode = 1
            return
        archive = crawler.get_downloader_middleware(ArchiveMiddleware)
        files = archive.close() if archive else []
        reason = crawler.stats.get_value("finish_reason")
        if reason is None:  # a second Ctrl-C stopped the crawl at once
            self.exitcode = INTERRUPTED_STATUS
            return
        with uninterrupted(came_before=reason == "shutdown") as interruption:
            found = extract_files(files, self.dataset_dir()).n_comparison_pages
            sought = ", ".join(crawler.spider.plan.starts)  # type: ignore[union-attr]
            self.exitcode = finish(self.dataset_dir(), found, sought, accept_drift=accept_drift)
        if interruption.came:
            self.exitcode = INTERRUPTED_STATUS


def _without_traceback(record: logging.LogRecord) -> bool:
    """A host that cannot be reached is told in one line; Scrapy adds the stack when it happens at robots.txt."""
    record.exc_info = None
    return True
