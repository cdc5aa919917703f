"""The sample site: invented tools and reviewers, so that a first crawl needs no network."""
