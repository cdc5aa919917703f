"""What a crawl is asked to do, from its arguments: where it starts, and whose rules hold for which hosts."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from normalize import sites
from normalize.errors import UserError
from normalize.urls import host, is_web

SAMPLE_SITE: Final = "sample"
ARGUMENTS: Final = ("site", "start", "max_age", "render")
_AGE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")
_LONGEST_NUMBER: Final = 4  # digits
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_NEXT_ADDRESS: Final = re.compile(r",(?=\s*[A-Za-z][A-Za-z0-9+.-]*://)")  # a comma may be part of an address


@dataclass(frozen=True)
class Scope:
    """Whose rules pages are read by: those of the named site on the hosts named, else the host decides."""

    site: str | None = None
    hosts: frozenset[str] = frozenset()

    def site_name(self, url: str) -> str | None:
        """Name of the site whose rules were asked for at this URL; None where the host decides."""
        return self.site if self.site and host(url) in self.hosts else None

    def rules(self, url: str) -> sites.Site:
        """The rules that hold at this URL."""
        if name := self.site_name(url):
            return sites.by_name(name)
        return sites.for_host(host(url)) or sites.GENERIC


@dataclass(frozen=True)
class CrawlPlan:
    """Where a crawl starts and whose rules it follows."""

    starts: tuple[str, ...]
    site: str | None
    max_age: timedelta | None = None  # pages fetched within it are not asked for again
    renders: bool = False  # whether pages that are empty without their scripts are rendered

    @property
    def archived_starts(self) -> tuple[str, ...]:
        """The start URLs as the archive names them: none holds a blank."""
        return tuple(url.replace(" ", "%20") for url in self.starts)

    @property
    def hosts(self) -> list[str]:
        """The hosts of the start URLs, with a port where it is not the scheme's own."""
        return list(dict.fromkeys(host(url) for url in self.starts))

    @property
    def scope(self) -> Scope:
        """Whose rules hold where."""
        return Scope(self.site, frozenset(self.hosts))

    @property
    def is_sample(self) -> bool:
        """Whether the crawl needs the sample site's server."""
        sample = set(sites.by_name(SAMPLE_SITE).hosts)
        return any(urlsplit(url).hostname in sample for url in self.starts)

    @property
    def is_live(self) -> bool:
        """Whether somebody else's server will be asked."""
        sample = set(sites.by_name(SAMPLE_SITE).hosts)
        hostnames = {urlsplit(url).hostname or "" for url in self.starts}
        return not all(name in sample or is_loopback(name) for name in hostnames)


def plan_crawl(arguments: Mapping[str, str]) -> CrawlPlan:
    """Return what the spider arguments ask for; without any, the sample site. Raises UserError for a wrong one."""
    for name in arguments:
        if name not in ARGUMENTS:
            raise UserError(f"unknown argument {name!r}", f"known arguments: {', '.join(ARGUMENTS)}")
    site = arguments.get("site")
    if site is not None:
        check_site(site)
    max_age = _age(arguments["max_age"]) if "max_age" in arguments else None
    if arguments.get("render", "auto") != "auto":
        raise UserError(f"render {arguments['render']!r} is unknown", "give -a render=auto, or leave it out")
    renders = "render" in arguments
    if "start" in arguments:
        return CrawlPlan(_starts(arguments["start"]), site, max_age, renders)
    starts = tuple(sites.by_name(site or SAMPLE_SITE).start)
    if not starts:
        raise UserError(f"site {site!r} has no start pages of its own", "give some with -a start=URL[,URL…]")
    return CrawlPlan(starts, site or SAMPLE_SITE, max_age, renders)


def _age(text: str) -> timedelta:
    match = _AGE.fullmatch(text.strip().lower())
    if not match or len(match[1]) > _LONGEST_NUMBER:
        raise UserError(f"max_age {text!r} is no time span", "give a number and s, m, h, d or w, as in -a max_age=7d")
    return timedelta(**{_UNITS[match[2]]: float(match[1])})


def check_site(name: str) -> None:
    """Raise UserError for a site that has no rules."""
    known = sorted({*sites.names(), sites.GENERIC.name})
    if name not in known:
        raise UserError(f"unknown site {name!r}", f"known sites: {', '.join(known)}")


def is_loopback(hostname: str) -> bool:
    """Whether a host name means this machine."""
    if hostname == "localhost" or hostname.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(hostname).is_loopback
    except ValueError:
        return False


def is_private(hostname: str) -> bool:
    """Whether a host name is the address of a machine that is not on the public network."""
    if is_loopback(hostname):
        return True
    try:
        return not ipaddress.ip_address(hostname.strip("[]")).is_global
    except ValueError:
        return False


def _starts(text: str) -> tuple[str, ...]:
    urls = [url.strip() for url in _NEXT_ADDRESS.split(text)]
    for url in urls:
        _check_start(url)
    return tuple(dict.fromkeys(urls))


def _check_start(url: str) -> None:
    if not is_web(url):
        raise UserError(f"start {url!r} is no http or https address", "saved files go through `scrapy extract`")
    if urlsplit(url).username is not None:
        raise UserError("a start address carries a user name or password", "leave it out: the archive keeps addresses")
