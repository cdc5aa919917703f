"""The project's Scrapy commands, one module each; their common base is `crawler.command`."""
