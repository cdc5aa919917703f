"""The project's defaults for Scrapy: polite, honest about who crawls, and quiet. `-s NAME=VALUE` wins over each."""

import os

import crawler.interruption  # noqa: F401  # before what takes long to import
from normalize import __version__
from normalize.dataset import DEFAULT_FOLDER
from normalize.extract import LARGEST_PAGE_BYTES


def user_agent(contact: str) -> str:
    """Return the user agent that names the software, and the person who runs it where one is known."""
    return f"comparisons/{__version__}" + (f" (+{contact})" if contact else "")


BOT_NAME = "comparisons"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

DATASET_DIR = DEFAULT_FOLDER
FIXTURES_DIR = "tests/fixtures"
CONTACT = os.environ.get("CONTACT", "")
USER_AGENT = user_agent(CONTACT)
LOG_LEVEL = os.environ.get("LOG_LEVEL") or "WARNING"

ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
COOKIES_ENABLED = False
# Off by policy, not by REFERER_ENABLED: without that middleware Scrapy warns about redirects at every start.
REFERRER_POLICY = "no-referrer"

CONCURRENT_ITEMS = 1  # there are none; Scrapy starts as many tasks for each answer
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = LARGEST_PAGE_BYTES
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = 5
SITE_MAX_PAGES = 100_000  # of one host in one crawl; 0 for no limit
DEPTH_LIMIT = 5_000  # links from a start page: an index may have thousands of pages, each leading to the next
ARCHIVE_FILE_MAX_BYTES = 1024**3  # a file that has as many is closed, and the next one begun
METAREFRESH_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
PROGRESS_SECONDS = 10.0  # between lines where there is no terminal
CHROMIUM = ""  # path of the browser for -a render=auto; without one it is looked for
TWISTED_DNS_RESOLVER = "crawler.politeness.PublicResolver"
DOWNLOAD_HANDLERS = {
    "http": "crawler.download.BoundedHeadersHandler",
    "https": "crawler.download.BoundedHeadersHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "crawler.recording.CloseSpider": 0,
    "crawler.politeness.Throttle": 0,
    "crawler.politeness.CrawlDelay": 0,
    "crawler.progress.Progress": 0,
}
