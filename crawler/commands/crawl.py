"""Scrapy's own `crawl`, which for the `comparisons` spider goes on to records and tables."""

import argparse
import importlib.util
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import cast

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware

from crawler.command import PRIORITY, ProjectCommand, add_accept_drift
from crawler.extraction import catch_up
from crawler.finish import comparison_pages, finish, unbuilt_crawl, uninterrupted
from crawler.following import Follower
from crawler.interruption import INTERRUPTED_STATUS
from crawler.journal import FINISHED
from crawler.plan import CrawlPlan, plan_crawl
from crawler.recording import ArchiveMiddleware
from crawler.report import print_crawl
from crawler.sample.server import SampleServer
from crawler.session import Session
from crawler.spiders.comparisons import ComparisonsSpider
from normalize.database import stoppable
from normalize.dataset import Dataset
from normalize.errors import UserError

_GOES_ON = "stopped; the same command goes on where it was"


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
        self._accept_drift: bool = opts.accept_drift
        self.settle_contact(plan)
        if plan.renders:
            self._settle_rendering()
        dataset = Dataset(self.dataset_dir())
        with dataset.lock():
            session = Session.read(plan, dataset.archive, self.project_settings)
            if ahead := session.journal.ahead(session.began_at):
                last = max(crawl.started_at for crawl in ahead)
                _say(
                    f"a crawl in the archive began at {last:%Y-%m-%d %H:%M} UTC, later than now; until then its pages "
                    "stand in the tables; check the clock"
                )
            if ended := unbuilt_crawl(dataset, plan, session.journal):
                _say(f"the crawl begun {ended.started_at:%Y-%m-%d %H:%M} UTC had ended; making its tables")
                self._build(
                    dataset, replace(session, crawl=replace(session.crawl, crawl_id=ended.crawl_id)), "finished"
                )
                return
            if session.is_resumed:
                n_known = len(session.own.visits)
                begun = f"{session.crawl.started_at:%Y-%m-%d %H:%M}"
                _say(f"going on with the crawl begun {begun} UTC; addresses it has been to: {n_known:,}")
            with _saying_how_to_go_on(), Follower(dataset.root) as follower:
                self._finish(dataset, session, follower, self._crawl(plan, session, opts))

    def _settle_rendering(self) -> None:
        if importlib.util.find_spec("scrapy_playwright") is None:
            raise UserError("rendering needs more packages", "run pip install -e '.[render]'")
        from crawler.rendering import rendering_settings

        for name, value in rendering_settings(self.project_settings).items():
            self.project_settings.set(name, value, PRIORITY)

    def _crawl(self, plan: CrawlPlan, session: Session, opts: argparse.Namespace) -> Crawler:
        assert self.crawler_process is not None
        with ExitStack() as stack:
            if plan.is_sample:
                server = stack.enter_context(SampleServer())
                self.project_settings.set("SAMPLE_SERVER", f"http://127.0.0.1:{server.port}", PRIORITY)
            if not plan.is_live and plan.is_sample:
                self.project_settings.set("DOWNLOAD_DELAY", 0, PRIORITY)
                self.project_settings.set("AUTOTHROTTLE_ENABLED", False, PRIORITY)
            logging.getLogger("scrapy-playwright").addFilter(_without_traceback)
            logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(_is_no_error)
            crawler = self._create_crawler(ComparisonsSpider)
            self.crawler_process.crawl(crawler, session=session, **opts.spargs)
            self.crawler_process.start()
        return crawler

    def _finish(self, dataset: Dataset, session: Session, follower: Follower, crawler: Crawler) -> None:
        assert self.crawler_process is not None
        if self.crawler_process.bootstrap_failed:
            self.exitcode = 1
            return
        archive = crawler.get_downloader_middleware(ArchiveMiddleware)
        spider = cast(ComparisonsSpider, crawler.spider)
        if archive:
            archive.close()
        reason = crawler.stats.get_value("finish_reason")
        if reason is None:  # a second Ctrl-C stopped the crawl at once
            _say(_GOES_ON)
            self.exitcode = INTERRUPTED_STATUS
            return
        if archive:
            print_crawl(archive, crawler.spider.frontier)  # type: ignore[union-attr]
        self._build(dataset, session, reason, follower)
        if reason != FINISHED:
            left = f", addresses left: {n_left:,}" if (n_left := spider.frontier.n_left) else ""
            _say(f"the crawl ended early ({reason}){left}; the same command goes on")

    def _build(self, dataset: Dataset, session: Session, reason: str, follower: Follower | None = None) -> None:
        with uninterrupted(came_before=reason == "shutdown") as interruption:
            if follower:
                follower.read_the_rest()
            catch_up(dataset.root)
            sought = ", ".join(session.crawl.starts)
            self.exitcode = finish(
                dataset.root, lambda: comparison_pages(dataset, session), sought, accept_drift=self._accept_drift
            )
        if interruption.came:
            self.exitcode = INTERRUPTED_STATUS


@contextmanager
def _saying_how_to_go_on() -> Iterator[None]:
    try:
        with stoppable():
            yield
    except KeyboardInterrupt:
        _say(_GOES_ON)
        raise


def _say(message: str) -> None:
    print(f"comparisons: {message}", file=sys.stderr)


def _without_traceback(record: logging.LogRecord) -> bool:
    """What a browser cannot do is told in one line."""
    record.exc_info = None
    return True


def _is_no_error(record: logging.LogRecord) -> bool:
    """Of a robots.txt that cannot be had Scrapy says that the page could not; the project says what follows from it."""
    return record.levelno < logging.ERROR
