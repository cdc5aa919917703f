"""Bytes and URL in, records out: the one function that crawl, saved pages and any other worker call."""

import hashlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from normalize import identity, sites, urls
from normalize.generic import records as facts
from normalize.names import VERSUS, Said, match_slugs
from normalize.page import PageText, decode, read_html, read_plain
from normalize.reading import ReadComparison, ReadTool
from normalize.records import Body, PageKind, PageReading, PageState, QuoteReading, ToolReading, VoteReading
from normalize.reviewer import REVIEWER_READER, read_reviewer
from normalize.sites import FILE_SITE, GENERIC, Site
from normalize.states import find_obstacle
from normalize.text import fold
from normalize.values.votes import VotePrint, parse_entry

LARGEST_PAGE_BYTES: Final = 10_000_000
_PAGE_READER: Final = "page/4"
_MISSING: Final = (
    "no two names with votes found",
    "no two names of tools that title, headings, columns and address agree on",
)


def readers() -> str:
    """Names and versions of all that reads pages: what was read by others is to be read again."""
    return " ".join(sorted({*sites.readers(), REVIEWER_READER, _PAGE_READER}))


@dataclass(frozen=True, slots=True)
class _Address:
    """Where a page stands, and whose rules read it."""

    url: str
    site: Site
    site_name: str
    page_id: str
    kind: PageKind
    content_sha256: str | None

    @property
    def is_saved(self) -> bool:
        """Whether the page is a file that names no URL."""
        return self.url.startswith("file:")


def read(
    body: bytes, *, url: str | None, content_type: str | None = None, site: str | None = None, path: str = "file:"
) -> PageReading:
    """Read one page; pure, and any bytes give a reading: what cannot be read is in its `problems`.

    `body` is the payload, content encoding undone. `url` is None for a saved file: then its canonical link is its
    address, and without one `path`, a `file:` URL. `site` names whose rules read it, without it the host decides.
    Raises KeyError for an unknown site, ValueError for a `url` that is none of http or https.
    """
    digest = hashlib.sha256(body).hexdigest()
    page = page_of(body, content_type) if len(body) <= LARGEST_PAGE_BYTES else None
    if page is None:
        reason = "bytes that are no text" if len(body) <= LARGEST_PAGE_BYTES else f"{len(body)} bytes, over the limit"
        return _unread(_address(None, url or path, site, digest), "failed", f"body: {reason}")
    page.url = url
    address = _address(page, url or path, site, digest)
    if address.kind == "reviewer":
        return _reviewer(page, address)
    if address.kind == "index":
        return _obstructed(page, address) or _reading(page, address, "ok", page.problems)
    return _comparison(page, address)


def page_of(body: bytes, content_type: str | None = None) -> PageText | None:
    """The page as a person sees it; None where the bytes are no text."""
    text = decode(body, content_type)
    if text is None:
        return None
    is_plain = (content_type or "").partition(";")[0].strip().casefold() == "text/plain"
    return read_plain(text) if is_plain else read_html(text)


def unread(
    url: str, *, state: PageState, reason: str, site: str | None = None, content_sha256: str | None = None
) -> PageReading:
    """Return the reading of a page that could not be read: gone, blocked, disallowed, failed."""
    return _unread(_address(None, url, site, content_sha256), state, f"page: {reason}")


def _address(page: PageText | None, url: str, site_name: str | None, digest: str | None) -> _Address:
    named = sites.by_name(site_name) if site_name else None
    link = _canonical_link(page) if page else None
    if not url.startswith("file:"):
        url = urls.canonical(url)
        site = named or sites.for_host(urls.host(url)) or GENERIC
        same_host = urls.same_host_link(url, link) if link else None
        if same_host and site.kind_of(same_host) == site.kind_of(url) != "index":
            url = same_host
    elif link and urls.is_web(link):
        url = urls.canonical(link)
        site = named or sites.for_host(urls.host(url)) or GENERIC
    else:
        site = named or GENERIC
        name = FILE_SITE if site is GENERIC else site.name
        return _Address(url, site, name, identity.saved_page_id(name, digest or url), "other", digest)
    name = urls.host(url) if site is GENERIC else site.name
    return _Address(url, site, name, identity.page_id(url), site.kind_of(url), digest)


def _canonical_link(page: PageText) -> str | None:
    if page.root is None:
        return None
    for link in page.root.iter("link"):
        if "canonical" in (link.get("rel") or "").casefold().split():
            return (link.get("href") or "").strip() or None
    return None


def _unread(address: _Address, state: PageState, problem: str) -> PageReading:
    return PageReading(
        page_id=address.page_id,
        url=address.url,
        site=address.site_name,
        kind=address.kind,
        state=state,
        content_sha256=address.content_sha256,
        problems=[problem],
        tools=[],
        quotes=[],
        votes=[],
    )


def _reading(page: PageText, address: _Address, state: PageState, problems: list[str]) -> PageReading:
    """A reading without records: an index, or a page that compares nothing."""
    blank = _unread(address, state, "")
    return blank.model_copy(
        update={"title": page.title, "lang": page.lang, "extractor": _PAGE_READER, "problems": problems}
    )


def _obstructed(page: PageText, address: _Address, kind: PageKind | None = None) -> PageReading | None:
    """The reading of a page on which nothing was read and that is not whole; None where it is."""
    obstacle = find_obstacle(page, kind or address.kind)
    if obstacle is None:
        return None
    return _reading(page, address, obstacle.state, [*page.problems, f"page: {obstacle.reason}"])


def _reviewer(page: PageText, address: _Address) -> PageReading:
    slug = address.site.group("reviewer", "slug", address.url)
    reviewer, problems = read_reviewer(page, address.site_name, slug)
    if (reviewer is None or not reviewer.quotes) and (obstructed := _obstructed(page, address)):
        return obstructed
    blank = _reading(page, address, "ok" if reviewer else "not_comparison", [*page.problems, *problems])
    return blank.model_copy(update={"reviewer": reviewer, "extractor": REVIEWER_READER, "kind": "reviewer"})


def _comparison(page: PageText, address: _Address) -> PageReading:
    read = address.site.read(page)
    expected = address.kind == "comparison"
    is_clear = read is not None and bool(expected or read.quotes or address.site is GENERIC)
    if address.is_saved and not is_clear:
        if (reviewer := _reviewer(page, address)).reviewer and reviewer.reviewer.quotes:
            return reviewer
    is_hollow = read is not None and _is_hollow(read)
    if is_hollow or read is None or not (is_clear or address.is_saved):
        promised: PageKind | None = "comparison" if is_hollow or VERSUS.search(page.title or "") else None
        if obstructed := _obstructed(page, address, promised):
            return obstructed
    if read is None or not (is_clear or address.is_saved):
        missing = [f"tools: {_MISSING[address.site is GENERIC]}"] if expected else []
        return _reading(page, address, "not_comparison" if page.is_whole else "failed", [*page.problems, *missing])
    tools = _tools(page, address, read)
    if len({tool.tool_id for tool in tools}) < len(tools):
        problem = f"tools: both are named {tools[0].name!r} and no address tells them apart"
        blank = _reading(page, address, "ok", [*page.problems, problem])
        return blank.model_copy(update={"kind": "comparison", "extractor": address.site.reader})
    comparison = identity.comparison_id(address.page_id)
    tool_ids = [tool.tool_id for tool in tools]
    return PageReading(
        page_id=address.page_id,
        url=address.url,
        site=address.site_name,
        kind="comparison",
        state="ok",
        content_sha256=address.content_sha256,
        title=page.title or read.heading,
        lang=page.lang,
        extractor=address.site.reader,
        problems=[*page.problems, *read.problems],
        comparison_id=comparison,
        tools=tools,
        quotes=_quotes(read, tools, address.site_name),
        votes=[vote for tool, seen in zip(tools, read.tools, strict=True) for vote in _votes(tool, seen)],
        prices=facts.price_records(read, tool_ids),
        ratings=facts.rating_records(read, tool_ids),
        features=facts.feature_records(read, comparison, tool_ids),
        points=facts.point_records(read, tool_ids),
        winners=facts.winner_records(read, comparison, tool_ids),
    )


def _is_hollow(read: ReadComparison) -> bool:
    """Whether names were read and nothing else, as from a page whose script has not run."""
    return (
        not read.quotes
        and not read.n_facts
        and not any(
            tool.tagline
            or tool.category
            or tool.description
            or tool.entry_text
            or tool.pricing_text
            or any(vote is not None and vote.state == "voted" for vote in (tool.panel, tool.community))
            for tool in read.tools
        )
    )


def _tools(page: PageText, address: _Address, read: ReadComparison) -> list[ToolReading]:
    slugs = _slugs(address, read)
    links = [] if page.root is None else [anchor.get("href") or "" for anchor in page.root.iter("a")]
    return [
        ToolReading(
            tool_id=_tool_id(address, slug, tool.name),
            slug=slug,
            url=_own_page(links, address, slug),
            name=tool.name,
            tagline=tool.tagline,
            category=tool.category,
            description=tool.description,
            entry=parse_entry(tool.entry_text) if tool.entry_text else None,
            entry_text=tool.entry_text,
            pricing_text=tool.pricing_text,
        )
        for tool, slug in zip(read.tools, slugs, strict=True)
    ]


def _slugs(address: _Address, read: ReadComparison) -> tuple[str | None, ...]:
    """The slug of each tool. Where nobody knows the site's addresses they tell apart what bears the same name."""
    none = (None,) * len(read.tools)
    slugs = None if address.is_saved else address.site.group("comparison", "slugs", address.url)
    is_told = address.site is not GENERIC or read.quotes or len({fold(tool.name) for tool in read.tools}) < 2
    if slugs is None or len(read.tools) != 2 or not is_told:
        return none
    first, second = (Said(t.name, t.tagline, t.description, tuple(t.links)) for t in read.tools)
    return match_slugs(slugs, first, second) or none


def _tool_id(address: _Address, slug: str | None, name: str) -> str:
    if slug is not None:
        return identity.tool_id(address.site_name, slug)
    return identity.unlisted_tool_id(
        address.site_name, name, address.page_id if address.site_name == FILE_SITE else None
    )


def _own_page(links: list[str], address: _Address, slug: str | None) -> str | None:
    """Where the page links the listing's own page on the same host."""
    if slug is None:
        return None
    for link in links:
        if slug in link and link.partition("?")[0].rstrip("/").endswith("/" + slug):
            return urls.same_host_link(address.url, urljoin(address.url, link))
    return None


def _quotes(read: ReadComparison, tools: list[ToolReading], site: str) -> list[QuoteReading]:
    return [
        QuoteReading(
            quote_id=identity.quote_id(tools[quote.side].tool_id, quote.text),
            tool_id=tools[quote.side].tool_id,
            text=quote.text,
            text_id=identity.text_id(quote.text),
            reviewer_id=identity.reviewer_id(site, quote.reviewer) if quote.reviewer else None,
            reviewer=quote.reviewer,
            slot=quote.slot,
            verdict=quote.verdict,
            score=quote.score,
        )
        for quote in read.quotes
    ]


def _votes(tool: ToolReading, seen: ReadTool) -> list[VoteReading]:
    prints: list[tuple[Body, VotePrint | None]] = [("panel", seen.panel), ("community", seen.community)]
    return [
        VoteReading(
            tool_id=tool.tool_id,
            body=body,
            state=vote.state,
            share=vote.share,
            ships=vote.ships,
            skips=vote.skips,
            total=vote.total,
            label=vote.label,
            text=vote.text,
        )
        for body, vote in prints
        if vote is not None
    ]
