"""From bytes to tables: everything that needs no network. Imports neither Scrapy nor the crawler."""

__version__ = "0.1.0"
CONTRACT_VERSION = "1"
