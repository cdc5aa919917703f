"""The sites whose pages can be read, one file each: dropping a file into this folder adds a site."""

import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Final
from urllib.parse import urlsplit

from normalize.generic.reader import GENERIC_READER, read_any
from normalize.page import PageText
from normalize.panel import PANEL_READER, read_panel
from normalize.reading import ReadComparison
from normalize.records import PageKind

GENERIC_NAME: Final = "generic"


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of a site: its hosts, where a crawl starts, which URL is which kind of page, who reads it.

    `kinds` are regular expressions searched in path and query, the first that matches wins. A group named `slugs` in
    the one for comparisons holds `<slug-a>-vs-<slug-b>`, one named `slug` in the one for reviewers the reviewer's.
    """

    name: str
    hosts: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    kinds: dict[PageKind, str] = field(default_factory=dict)
    read: Callable[[PageText], ReadComparison | None] = read_panel
    reader: str = PANEL_READER

    def kind_of(self, url: str) -> PageKind:
        """Kind of the page at `url`, by its address alone."""
        target = _target(url)
        return next((kind for kind, pattern in self.kinds.items() if re.search(pattern, target)), "other")

    def group(self, kind: PageKind, name: str, url: str) -> str | None:
        """What the named group of a kind's pattern holds in `url`."""
        match = re.search(self.kinds.get(kind, "(?!)"), _target(url))
        return match.groupdict().get(name) if match else None


def _read_unknown(page: PageText) -> ReadComparison | None:
    """Read a page of a site that no file names: as a panel's verdicts where it prints some, else as any comparison."""
    panel = read_panel(page) if any("panel" in block.folded for block in page.blocks) else None
    if panel is not None and (panel.quotes or any(tool.panel is not None for tool in panel.tools)):
        return panel
    return read_any(page)


GENERIC: Final = Site(
    name=GENERIC_NAME,
    read=_read_unknown,
    reader=GENERIC_READER,
    kinds={
        "comparison": r"/(?P<slugs>[^/?]+-(?:vs|versus)-[^/?]+?)(?:\.(?:html?|txt))?(?:\?|$)",
        "index": r"/(?:compare|comparisons?|vs|versus)(?:/page/\d+)?(?:\?|$)",
    },
)


def _target(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@cache
def _sites() -> dict[str, Site]:
    found = (import_module(f"{__name__}.{module.name}").SITE for module in pkgutil.iter_modules(__path__))
    return {site.name: site for site in sorted(found, key=lambda site: site.name)}


def names() -> list[str]:
    """Names a user may give, the generic reader's last."""
    return [*_sites(), GENERIC_NAME]


def by_name(name: str) -> Site:
    """The site of that name. Raises KeyError where there is none."""
    return GENERIC if name == GENERIC_NAME else _sites()[name]


def for_host(host: str) -> Site | None:
    """The site that a host belongs to, with or without `www.`; None for a host that no file names."""
    bare = host.removeprefix("www.")
    return next((site for site in _sites().values() if bare in site.hosts), None)
