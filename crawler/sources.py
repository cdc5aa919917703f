"""Where a command gets the one page it is about: a file, or an address."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scrapy.utils.conf import arglist_to_dict

from crawler.command import is_text
from crawler.fixtures import TEXT_PLAIN
from crawler.plan import check_site
from normalize.errors import UserError
from normalize.extract import LARGEST_PAGE_BYTES
from normalize.urls import is_web

_SUFFIXES: Final = (".html", ".htm", ".txt")


@dataclass(frozen=True, slots=True)
class Source:
    """A page's bytes, and what is known of it besides; `url` is None for a file."""

    body: bytes
    url: str | None
    content_type: str | None
    path: Path | None = None


def is_address(given: str) -> bool:
    """Whether a URL was given, not a file. Raises UserError for a URL that no page can have."""
    if not is_text(given) or not given.strip():
        raise UserError(f"{given!a} names no page", "give a URL or a saved page")
    if "://" not in given:
        return False
    if not is_web(given):
        raise UserError(f"{given!r} is no http or https address", "give one, or a saved page")
    if "@" in given.split("/", 3)[2]:
        raise UserError("the address carries a user name or password", "leave it out")
    return True


def saved(given: str) -> Source:
    """Read a saved page. Raises UserError for a file that is none."""
    path = Path(given)
    if path.suffix.lower() not in _SUFFIXES:
        raise UserError(f"{given} is no saved page", f"give {', '.join(_SUFFIXES)} files")
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UserError(f"cannot read {given}: {error.strerror}", "check its name and permissions") from error
    if len(body) > LARGEST_PAGE_BYTES:
        raise UserError(f"{given} has more than {LARGEST_PAGE_BYTES:,} bytes", "no page may be longer")
    return Source(body, None, TEXT_PLAIN if path.suffix.lower() == ".txt" else None, path)


def site_argument(arguments: list[str]) -> str | None:
    """The site that `-a site=NAME` names."""
    try:
        given = arglist_to_dict(arguments)
    except ValueError:
        raise UserError("an argument has no value", "write -a site=NAME") from None
    if unknown := sorted(set(given) - {"site"}):
        raise UserError(f"unknown argument {unknown[0]!r}", "known arguments: site")
    if "site" in given:
        check_site(given["site"])
    return given.get("site")
