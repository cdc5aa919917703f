"""What is known of one site, as its file in `normalize/sites/` says it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from normalize.generic.reader import GENERIC_READER, read_any
from normalize.page import PageText
from normalize.panel import PANEL_READER, read_panel
from normalize.reading import ReadComparison
from normalize.records import PageKind

Extract: TypeAlias = Callable[[PageText], ReadComparison | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """A reader of all pages that are arranged alike, whoever prints them: its name and version, and what it does."""

    reader: str
    read: Extract


PANEL: Final = Layout(PANEL_READER, read_panel)
ANY: Final = Layout(GENERIC_READER, read_any)


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of a site: its hosts, where a crawl starts, which URL is which kind of page, who reads it.

    `kinds` are regular expressions searched in path and query, the first that matches wins. A group named `slugs` in
    the one for comparisons holds `<slug-a>-vs-<slug-b>`, one named `slug` in the one for reviewers the reviewer's.
    Comparison pages are read by a `layout`, or by the site's own `extract`, whose values have the evidence `site`;
    a change of what `extract` gives is a new `version`, so that archives are read again.
    """

    name: str
    hosts: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    kinds: dict[PageKind, str] = field(default_factory=dict)
    layout: Layout | None = None
    extract: Extract | None = None
    version: int = 1

    def read(self, page: PageText) -> ReadComparison | None:
        """What a page of this site compares; None for one that compares nothing."""
        read = self.extract or (self.layout or ANY).read
        return read(page)

    @property
    def reader(self) -> str:
        """Name and version of what reads the site's comparison pages."""
        return f"{self.name}/{self.version}" if self.extract else (self.layout or ANY).reader

    def kind_of(self, url: str) -> PageKind:
        """Kind of the page at `url`, by its address alone."""
        target = _target(url)
        return next((kind for kind, pattern in self.kinds.items() if re.search(pattern, target)), "other")

    def group(self, kind: PageKind, name: str, url: str) -> str | None:
        """What the named group of a kind's pattern holds in `url`."""
        match = re.search(self.kinds.get(kind, "(?!)"), _target(url))
        return match.groupdict().get(name) if match else None


def _target(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
