"""Loads the files of a folder of sites, and refuses one that lacks what a site needs, in one line."""

import pkgutil
import re
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Final, get_args

from normalize.errors import UserError
from normalize.records import PageKind
from normalize.site import Site

GENERIC_NAME: Final = "generic"
FILE_SITE: Final = "file"
_KINDS: Final = get_args(PageKind)
_REMEDY: Final = "see CONTRIBUTING.md, Adding a site"


def load(package: str, folders: Iterable[str]) -> dict[str, Site]:
    """The sites of a package by name. Raises UserError for a file that is none, or contradicts another."""
    names = sorted(module.name for module in pkgutil.iter_modules(list(folders)))
    sites = {name: _site(_module(package, name), name) for name in names}
    hosts = Counter(host for site in sites.values() for host in site.hosts)
    for name, site in sites.items():
        if shared := [host for host in site.hosts if hosts[host] > 1]:
            raise _lacking(name, f"names the host {shared[0]!r}, as another site does", "let one of them have it")
    return sites


def _module(package: str, name: str) -> ModuleType:
    try:
        return import_module(f"{package}.{name}")
    except SyntaxError as error:
        raise _lacking(name, f"is no Python in line {error.lineno}: {error.msg}", "mend it") from error
    except (ImportError, TypeError, NameError, AttributeError, ValueError) as error:
        raise _lacking(name, f"cannot be imported: {error}", "mend it") from error


def _site(module: ModuleType, name: str) -> Site:
    site = getattr(module, "SITE", None)
    if not isinstance(site, Site):
        raise _lacking(name, "has no SITE", f"write SITE = Site(name={name!r}, …), {_REMEDY}")
    if problem := _problem(site, name):
        raise _lacking(name, problem, _REMEDY)
    return site


def _problem(site: Site, name: str) -> str | None:
    """What a site lacks, or says wrongly."""
    if site.name != name or name in (GENERIC_NAME, FILE_SITE):
        return f"names its site {site.name!r}, not as the file is called"
    if not site.hosts:
        return "names no hosts, as in hosts=('example.org',)"
    if prefixed := [host for host in site.hosts if host != host.lower() or host.startswith("www.") or "/" in host]:
        return f"names the host {prefixed[0]!r}, which is to be lower case, without www. and without a path"
    if (site.layout is None) == (site.extract is None):
        return "must name either a layout, as in layout=PANEL, or an extract of its own"
    return _problem_of_kinds(site)


def _problem_of_kinds(site: Site) -> str | None:
    if "comparison" not in site.kinds:
        return "does not say which addresses are comparisons: kinds={'comparison': r'^/compare/…'}"
    for kind, pattern in site.kinds.items():
        if kind not in _KINDS:
            return f"knows a kind of page {kind!r}, which is none of {', '.join(_KINDS)}"
        try:
            re.compile(pattern)
        except re.error as error:
            return f"has a pattern for {kind} that is no regular expression: {error}"
    return None


def _lacking(name: str, problem: str, remedy: str) -> UserError:
    return UserError(f"normalize/sites/{name}.py {problem}", remedy)
