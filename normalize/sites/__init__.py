"""The sites whose pages can be read, one file each: dropping a file into this folder adds a site."""

from functools import cache
from typing import Final

from normalize.generic.reader import GENERIC_READER, read_any
from normalize.page import PageText
from normalize.panel import read_panel
from normalize.reading import ReadComparison
from normalize.site import ANY, PANEL, Layout, Site
from normalize.site_files import FILE_SITE, GENERIC_NAME, load

__all__ = [
    "ANY",
    "FILE_SITE",
    "GENERIC",
    "GENERIC_NAME",
    "PANEL",
    "Layout",
    "Site",
    "by_name",
    "for_host",
    "names",
    "readers",
]


def _read_unknown(page: PageText) -> ReadComparison | None:
    """Read a page of a site that no file names: as a panel's verdicts where it prints some, else as any comparison."""
    panel = read_panel(page) if any("panel" in block.folded for block in page.blocks) else None
    if panel is not None and (panel.quotes or any(tool.panel is not None for tool in panel.tools)):
        return panel
    return read_any(page)


# Parameters of a list; `/compare?a=alder&b=birch` is a comparison.
_OF_LISTS: Final = "page|p|pg|offset|start|limit|per_page|sort|order|category|cat|tag|type|filter|view|lang|q"
GENERIC: Final = Site(
    name=GENERIC_NAME,
    layout=Layout(GENERIC_READER, _read_unknown),
    kinds={
        "comparison": r"/(?P<slugs>[^/?]+-(?:vs|versus)-[^/?]+?)(?:\.(?:html?|txt))?(?:\?|$)",
        "index": rf"/(?:compare|comparisons?|vs|versus)(?:/page/\d+)?(?:\?(?:{_OF_LISTS})=.*)?$",
    },
)


@cache
def _sites() -> dict[str, Site]:
    return load(__name__, __path__)


def names() -> list[str]:
    """Names a user may give, the generic reader's last."""
    return [*_sites(), GENERIC_NAME]


def readers() -> list[str]:
    """Who reads which site: a site that is added, or read in another way, has archives read again."""
    return [f"{site.name}={site.reader}" for site in (*_sites().values(), GENERIC)]


def by_name(name: str) -> Site:
    """The site of that name. Raises KeyError where there is none."""
    return GENERIC if name == GENERIC_NAME else _sites()[name]


def for_host(host: str) -> Site | None:
    """The site that a host belongs to, with or without `www.`; None for a host that no file names."""
    bare = host.removeprefix("www.")
    return next((site for site in _sites().values() if bare in site.hosts), None)
