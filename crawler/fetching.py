"""Fetches one page as a crawl would, politely and with robots.txt obeyed, and archives nothing."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Final

from scrapy import Request
from scrapy.crawler import Crawler, CrawlerProcessBase
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.command import PRIORITY
from crawler.frontier import Frontier
from crawler.journal import Journal
from crawler.plan import CrawlPlan
from crawler.recording import ArchiveMiddleware, ReplayMiddleware
from crawler.robots import RobotsMiddleware
from crawler.sample.server import SampleServer
from crawler.session import Session
from crawler.settings import EXTENSIONS
from crawler.sources import Source
from crawler.spiders.comparisons import ComparisonsSpider
from normalize.errors import UserError

_SAVE: Final = "save the page in a browser and give the file"
_OF_THE_ARCHIVE: Final = (ReplayMiddleware, ArchiveMiddleware)
_EXTENSIONS: Final = {name: place for name, place in EXTENSIONS.items() if name != "crawler.progress.Progress"}
_RETRY: Final = "check the address, or save the page in a browser and give the file"


class OnePageSpider(ComparisonsSpider):
    """Asks for one page and follows nothing but its redirects."""

    name = "one_page"
    custom_settings = ComparisonsSpider.custom_settings | {"EXTENSIONS": _EXTENSIONS}
    middlewares = tuple(each for each in ComparisonsSpider.middlewares if each[0] not in _OF_THE_ARCHIVE)
    response: Response | None = None
    failure: BaseException | str | None = None

    def parse(self, response: Response, **reached: Any) -> Iterator[Request]:  # type: ignore[override]
        """Keep the answer."""
        self.response = response
        yield from ()

    def failed(self, failure: Failure) -> None:
        """Keep why there is none."""
        self.failure = failure.value

    def give_up(self, request: Request, reason: str) -> None:
        """Keep why a redirect was not followed, or a host left alone."""
        self.failure = reason


def fetch(process: CrawlerProcessBase, settings: Settings, url: str) -> Source:
    """Fetch one page. Raises UserError where no page comes of it."""
    plan = CrawlPlan((url,), None)
    session = Session.begin(plan, Journal(), settings)
    with ExitStack() as stack:
        if plan.is_sample:
            server = stack.enter_context(SampleServer())
            settings.set("SAMPLE_SERVER", f"http://127.0.0.1:{server.port}", PRIORITY)
            settings.set("DOWNLOAD_DELAY", 0, PRIORITY)
        for name in (
            RobotsTxtMiddleware.__module__,
            RobotsMiddleware.__module__,
            RetryMiddleware.__module__,
            Frontier.__module__,
        ):
            logging.getLogger(name).addFilter(_is_no_failure)
        crawler = process.create_crawler(OnePageSpider)
        process.crawl(crawler, start=url, session=session)
        process.start()
    return _fetched(crawler, url)


def _is_no_failure(record: logging.LogRecord) -> bool:
    """What comes of the one page is told at the end, in one line."""
    return record.levelno < logging.WARNING


def _fetched(crawler: Crawler, url: str) -> Source:
    spider = crawler.spider
    if not isinstance(spider, OnePageSpider) or crawler.stats.get_value("finish_reason") != "finished":
        raise KeyboardInterrupt
    response = spider.response
    if response is None:
        raise _unanswered(url, spider)
    if response.status != 200:
        raise UserError(f"{url} was answered with status {response.status}", _RETRY)
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return Source(response.body, response.url, content_type or None)


def _unanswered(url: str, spider: OnePageSpider) -> UserError:
    reason = next(iter(spider.frontier.stopped_hosts.values()), None) or spider.failure or "no answer"
    if isinstance(reason, IgnoreRequest) and "robots.txt" in str(reason):
        return UserError(f"robots.txt forbids {url}", _SAVE)
    said = str(reason).rstrip(".") or type(reason).__name__
    return UserError(f"{url} cannot be had: {said}", _RETRY)
