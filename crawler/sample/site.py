"""The sample site as a pure function: a request's target in, status, headers and body out."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from crawler.sample import pages
from crawler.sample.catalogue import Comparison, comparisons, reviewers
from crawler.sample.classic_layouts import definitions, plain, tables
from crawler.sample.frame import ADMIN, MOVED, comparison_document
from crawler.sample.modern_layouts import elements, grid, lists

HTML: Final = "text/html; charset=utf-8"
# Old pages say their encoding in the page or in the header, and some servers know better than to say it twice.
WINDOWS_META: Final = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
LAYOUTS: Final[dict[str, Callable[[Comparison], str]]] = {
    "definitions": definitions,
    "elements": elements,
    "grid": grid,
    "lists": lists,
    "plain": plain,
    "tables": tables,
}


class Response(NamedTuple):
    """An HTTP response as the site gives it."""

    status: int
    headers: dict[str, str]
    body: bytes


def respond(target: str, if_none_match: str | None = None) -> Response:
    """Answer a GET for `target`: a path with its query, or a whole URL as a proxy is asked for it."""
    split = urlsplit(target)
    query = parse_qs(split.query)
    response = _respond(split.path or "/", _first(query, "category"), _first(query, "page"))
    if if_none_match and response.headers.get("ETag") in [tag.strip() for tag in if_none_match.split(",")]:
        return Response(304, {"ETag": response.headers["ETag"]}, b"")
    return response


def _first(query: dict[str, list[str]], name: str) -> str | None:
    return query.get(name, [None])[0]


def _respond(path: str, category: str | None, page: str | None) -> Response:
    if path == MOVED:
        return Response(301, {"Location": _moved_to(), "Content-Type": HTML}, b"")
    if path == "/compare":
        number = int(page) if page and page.isascii() and page.isdigit() else 1
        return _html(pages.index(category, number))
    if path.startswith("/reviewer/"):
        return _html(
            next((pages.reviewer(who, category) for who in reviewers() if pages.reviewer_path(who) == path), None)
        )
    return _fixed().get(path) or _html(None)


def _moved_to() -> str:
    return next(each.path for each in comparisons() if each.title == "Tidepool vs Tidepool for Teams")


@cache
def _fixed() -> dict[str, Response]:
    """The pages that depend on no query, by path."""
    return {
        "/": _html(pages.front()),
        "/about": _html(pages.about()),
        pages.ARTICLE: _html(pages.article()),
        ADMIN: _html(pages.notice(ADMIN, "Staff only", "The tide table is on the door. Please close it.")),
        pages.DRAFT: _html(pages.notice(pages.DRAFT, "Wet paint", "The robots were told not to look at this one yet.")),
        "/robots.txt": _ok(pages.ROBOTS.encode(), "text/plain; charset=utf-8"),
        "/sitemap.xml": _ok(pages.sitemap().encode(), "application/xml"),
        **{each.path: _comparison(each) for each in comparisons()},
    }


def _comparison(comparison: Comparison) -> Response:
    main = LAYOUTS[comparison.layout](comparison)
    if comparison.layout != "plain":
        return _html(comparison_document(comparison, main, head='<meta charset="utf-8">'))
    says_in_header = comparison.is_full
    page = comparison_document(comparison, main, head="" if says_in_header else WINDOWS_META)
    content_type = "text/html; charset=windows-1252" if says_in_header else "text/html"
    return _ok(page.encode("windows-1252", "xmlcharrefreplace"), content_type)


def _html(page: str | None) -> Response:
    if page is not None:
        return _ok(page.encode(), HTML)
    lost = pages.notice("/404", "Lost at sea", "No page has this address, or it has none any more.")
    return Response(404, {"Content-Type": HTML}, lost.encode())


def _ok(body: bytes, content_type: str) -> Response:
    return Response(200, {"Content-Type": content_type, "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}, body)
