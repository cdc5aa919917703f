"""Canonical URLs: one page, one address."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TRACKING: Final = re.compile(
    r"(?:utm_\w+|gclid|gclsrc|dclid|fbclid|msclkid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src)", re.I
)


def is_web(url: str) -> bool:
    """Whether `url` is an http or https URL with a host."""
    try:
        url.encode()
        parts = urlsplit(url)
        return parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def canonical(url: str) -> str:
    """Return `url` with lower-case host and without default port, fragment, tracking parameters, trailing slash.

    Parameters that stay are sorted. Raises ValueError for what is no http or https URL.
    """
    if not is_web(url):
        raise ValueError(f"not an http or https URL: {url!r}")
    parts = urlsplit(canonicalize_url(url))
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    name = (parts.hostname or "").rstrip(".")
    netloc = f"[{name}]" if ":" in name else name
    if parts.port is not None and parts.port != _DEFAULT_PORTS[parts.scheme]:
        netloc = f"{netloc}:{parts.port}"
    return urlunsplit((parts.scheme, netloc, parts.path.rstrip("/") or "/", urlencode(query), ""))


@lru_cache(maxsize=1024)  # asked several times of each page
def host(url: str) -> str:
    """Host of a URL, with its port where that is not the default one."""
    return urlsplit(canonical(url)).netloc


def same_host_link(base: str, href: str) -> str | None:
    """Canonical form of a link found on `base`; None where it leads to another host or is no web page."""
    try:
        link = canonical(urljoin(base, href.strip()))
        return link if host(link) == host(base) else None
    except ValueError:
        return None
