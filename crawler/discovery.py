"""Finds where a crawl may go from a page, an index or a sitemap: bytes and URL in, URLs out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.encodings import BodyError, gunzip
from crawler.plan import Scope
from normalize.bounds import within_bounds
from normalize.page import decode
from normalize.urls import canonical, host

Source = Literal["page", "sitemap", "sitemap index"]
_FOLLOWED_KINDS: Final = ("comparison", "reviewer", "index")
_SITEMAP_ROOT: Final = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_PROLOGUE: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_WEB_ADDRESS: Final = re.compile(rb"https?://[^<>]+", re.IGNORECASE)
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_SITEMAP_NAME: Final = re.compile(r"sitemap[^/]*\.xml(?:\.gz)?$", re.IGNORECASE)
_ROOT_BYTES: Final = 4096
LARGEST_SITEMAP_BYTES: Final = 25 * 1024**2  # 50,000 addresses of 500 bytes
_MOST_ELEMENTS: Final = 500_000  # of a sitemap, which names 50,000 pages at most
_LONGEST_ADDRESS: Final = 4096  # characters
_MOST_LISTED: Final = 50_000  # addresses in a sitemap of plain lines
_MOST_LINKS: Final = 10_000  # of one page
_HREFS: Final = etree.XPath("//a/@href | //area/@href | //link[@rel='next']/@href")
_BASE: Final = etree.XPath("string(//base/@href)")


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that something names, and what it is."""

    urls: list[str] = field(default_factory=list)
    source: Source = "page"
    is_whole: bool = True  # a sitemap may be too long, or truncated: then its beginning was read


def links(body: bytes, url: str, content_type: str | None, scope: Scope) -> Links:
    """Return the canonical URLs on the same host that the site's rules call comparison, reviewer or index pages.

    A sitemap index names sitemaps, which are followed whatever they are called.
    """
    text, is_whole = _unpacked(body)
    source = _source(text)
    targets = _hrefs(body, url, content_type) if source == "page" else _named(text, source)
    own_host, rules = host(url), scope.rules(url)
    found: dict[str, None] = {}
    for target in targets:
        address = _address(target)
        if address is None or address in found or urlsplit(address).netloc != own_host:
            continue
        if source == "sitemap index" or rules.kind_of(address) in _FOLLOWED_KINDS:
            found[address] = None
    return Links(list(found), source, is_whole)


def is_sitemap(body: bytes, url: str) -> bool:
    """Whether this is a sitemap, by what it contains; where it contains nothing known, by its name."""
    return _source(_unpacked(body)[0]) != "page" or is_sitemap_name(url)


def is_sitemap_name(url: str) -> bool:
    """Whether a URL is named as sitemaps are."""
    return bool(_SITEMAP_NAME.search(urlsplit(url).path))


def _source(text: bytes) -> Source:
    beginning = _beginning(text)
    if not _SITEMAP_ROOT.search(beginning):
        return "sitemap" if _is_list(text) else "page"
    return "sitemap index" if b"sitemapindex" in beginning else "sitemap"


def _named(text: bytes, source: Source) -> Iterator[str]:
    """What a sitemap names."""
    if source == "sitemap" and _is_list(text):
        return _lines(text)
    return _locations(text, "sitemap" if source == "sitemap index" else "url")


def _beginning(xml: bytes) -> bytes:
    """How a document begins, in UTF-16 too: there each letter of its tags comes with a zero.

    Comments and instructions before the root are left out, however long they are.
    """
    prologue = _PROLOGUE.match(xml)
    start = prologue.end() if prologue else 0
    return xml[start : start + _ROOT_BYTES].replace(b"\0", b"")


def _locations(xml: bytes, parent: str) -> Iterator[str]:
    """Addresses in a sitemap, read as it comes: a long one would need many times its length as a tree."""
    entries = etree.iterparse(BytesIO(xml), recover=True, resolve_entities=False, huge_tree=True)
    try:
        for _, element in islice(entries, _MOST_ELEMENTS):
            entry = element.getparent()
            if entry is None or not isinstance(element.tag, str):
                continue
            if etree.QName(element).localname == "loc" and etree.QName(entry).localname == parent:
                if element.text and len(element.text) <= _LONGEST_ADDRESS:
                    yield element.text.strip()
            element.clear()
            while element.getprevious() is not None:
                del entry[0]
    except etree.LxmlError:  # what precedes the damage was read
        return


def _is_list(text: bytes) -> bool:
    """Whether this is a sitemap of plain text: addresses and nothing else, one a line."""
    whole_lines = text if len(text) <= _ROOT_BYTES else text[:_ROOT_BYTES].rpartition(b"\n")[0]
    lines = whole_lines.removeprefix(_BYTE_ORDER_MARK).split()
    return bool(lines) and all(map(_WEB_ADDRESS.fullmatch, lines))


def _lines(text: bytes) -> Iterator[str]:
    for line in islice(text.removeprefix(_BYTE_ORDER_MARK).split(), _MOST_LISTED):
        if len(line) <= _LONGEST_ADDRESS:
            yield line.decode("utf-8", "replace")


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    """The body of a sitemap, which may be a gzip file, and whether all of it could be unpacked."""
    if not body.startswith(b"\x1f\x8b"):
        return body, True
    try:
        return gunzip(body, LARGEST_SITEMAP_BYTES), True
    except BodyError as error:
        return error.beginning, False


def _hrefs(body: bytes, url: str, content_type: str | None) -> Iterator[str]:
    text = decode(body, content_type)
    if text is None or "<" not in text:
        return
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    markup, _ = within_bounds(text.encode("utf-8", "replace"))
    tree = etree.fromstring(markup, parser) if markup else None
    if tree is None:
        return
    base = _joined(url, _BASE(tree)) or url
    for href in islice(_HREFS(tree), _MOST_LINKS):
        if len(href) <= _LONGEST_ADDRESS and (target := _joined(base, href)):
            yield target


def _joined(base: str, href: str) -> str | None:
    try:
        return urljoin(base, href.strip())
    except ValueError:  # the way urllib says that an address is none
        return None


@lru_cache(maxsize=16_384)  # pages of a site share most of their links
def _address(target: str) -> str | None:
    """Return the canonical URL of a web address, None for anything else."""
    try:
        return canonical(target)
    except ValueError:
        return None
