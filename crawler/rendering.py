"""Fetches pages that are empty without their scripts once more, through the system's Chromium.

Imported only where a crawl asks for it: it needs the extra `render`.
"""

import asyncio
import os
import shutil
import uuid
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.async_api import Page
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import TimeoutError as BrowserTimeout
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.download import BoundedFactory
from crawler.plan import is_private
from normalize.errors import UserError

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS: Final = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_NO_CONTENT: Final = frozenset({"image", "media", "font"})
_SETTLE_MILLISECONDS: Final = 10_000


class RenderingHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc, unused-ignore]
    """Downloads as the project does, and through the browser what asks for it, each page in a context of its own.

    Of what a page asks for, the host is looked at. The browser alone sees where that is redirected to and what web
    sockets lead to, and it resolves names once more; nor is the robots.txt asked of hosts that only lend to a page.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._are_public: dict[str, bool] = {}
        self.abort_request = self._refuses

    async def download_request(self, request: Request) -> Response:
        """Called by Scrapy."""
        try:
            response: Response = await super().download_request(request)
        finally:
            if used := self.context_wrappers.get(request.meta.get("playwright_context")):
                await used.context.close()  # with the cookies and whatever else the page has stored
        return response

    async def _refuses(self, request: BrowserRequest) -> bool:
        """Whether a page reads the same without something, or must not have it: a private machine's answer."""
        if request.resource_type in _NO_CONTENT:
            return True
        page = request.frame.page
        if await page.opener() is not None:  # a window of its own is no part of the page
            return True
        name = urlsplit(request.url).hostname
        if not name or name in self._crawler.spider.own_hosts and name == (urlsplit(page.url).hostname or name):
            return False
        if name not in self._are_public:
            self._are_public[name] = await is_public(name)
        return not self._are_public[name]


def rendering_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings of a crawl that may render. Raises UserError where there is no Chromium."""
    browser = settings["CHROMIUM"] or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not browser or not os.access(browser, os.X_OK):
        raise UserError(
            f"there is no Chromium at {browser}" if browser else "rendering needs Chromium, which was not found",
            "install your system's package chromium, or name it with -s CHROMIUM=<path>",
        )
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    handler = "crawler.rendering.RenderingHandler"
    return {
        "DOWNLOAD_HANDLERS": {**settings.getdict("DOWNLOAD_HANDLERS"), "http": handler, "https": handler},
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": str(browser), "args": arguments},
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": settings.getfloat("DOWNLOAD_TIMEOUT") * 1000,
        "PLAYWRIGHT_MAX_CONTEXTS": 2,
    }


def rendering_meta(user_agent: str) -> dict[str, Any]:
    """What a request says so that it goes through the browser."""
    return {
        "playwright": True,
        "playwright_context": uuid.uuid4().hex,
        "playwright_context_kwargs": {"user_agent": user_agent, "service_workers": "block", "accept_downloads": False},
        "playwright_page_methods": [PageMethod(_settle)],
    }


async def is_public(name: str) -> bool:
    """Whether a name leads to public machines alone; False for one that leads nowhere."""
    if is_private(name):
        return False
    try:
        found = await asyncio.get_running_loop().getaddrinfo(name, None)
    except OSError:
        return False
    return not any(is_private(str(address[0])) for *_, address in found)


async def _settle(page: Page) -> None:
    """Wait until scripts ask for nothing more; a page that never rests is taken as it is then."""
    with suppress(BrowserTimeout):
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_MILLISECONDS)
