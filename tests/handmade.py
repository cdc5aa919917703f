"""Entries made by hand, for tests of the tables: a page is a dictionary of what is special about it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize import identity
from normalize.database import connect
from normalize.records import (
    Entry,
    EntryKind,
    FeatureReading,
    PageReading,
    PointKind,
    PointReading,
    PriceReading,
    QuoteReading,
    RatingReading,
    ReviewerQuote,
    ReviewerReading,
    ToolReading,
    VoteReading,
    WinnerReading,
)
from normalize.schemas import arrow_schema
from normalize.tables import BuildReport, build

SITE = "shiporskip"
FIRST_CRAWL, SECOND_CRAWL, THIRD_CRAWL = "a" * 32, "b" * 32, "c" * 32
_STARTS = {
    FIRST_CRAWL: datetime(2026, 1, 1, 12),
    SECOND_CRAWL: datetime(2026, 2, 1, 12),
    THIRD_CRAWL: datetime(2026, 3, 1, 12),
}


def tool(slug: str, **said: Any) -> ToolReading:
    """A listing; named after its slug where nothing else is said."""
    return ToolReading(**{"tool_id": identity.tool_id(SITE, slug), "slug": slug, "name": slug.title()} | said)


def panel(slug: str, text: str = "75%", share: float | None = 0.75, **said: Any) -> VoteReading:
    """A panel's vote; `share=None` says that nobody voted."""
    state = "none" if share is None else "voted"
    said = {"body": "panel", "state": state, "share": share, "text": text} | said
    return VoteReading(tool_id=identity.tool_id(SITE, slug), **said)


def community(slug: str, text: str = "—", share: float | None = None, **said: Any) -> VoteReading:
    """The community's vote; without a share nobody voted."""
    return panel(slug, text, share, body="community", **said)


def quote(slug: str, text: str, slot: int = 1, reviewer: str | None = None, **said: Any) -> QuoteReading:
    """A quote about a listing, signed where a reviewer is named."""
    tool_id = identity.tool_id(SITE, slug)
    return QuoteReading(
        quote_id=identity.quote_id(tool_id, text),
        tool_id=tool_id,
        text=text,
        text_id=identity.text_id(text),
        reviewer=reviewer,
        reviewer_id=identity.reviewer_id(SITE, reviewer) if reviewer else None,
        slot=slot,
        **said,
    )


def price(slug: str, text: str, amount: float | None = None, plan: str | None = None, **said: Any) -> PriceReading:
    """A price, in dollars a month where an amount is given; without one it is free."""
    fields = {"amount": amount, "currency": None, "period": None, "per": None, "is_free": amount is None}
    fields |= ({"currency": "USD", "period": "month"} if amount is not None else {}) | said
    evidence = fields.pop("evidence", "table")
    tool_id = identity.tool_id(SITE, slug)
    return PriceReading(
        price_id=identity.price_id(tool_id, plan, **fields),
        tool_id=tool_id,
        plan=plan,
        text=text,
        evidence=evidence,
        **fields,
    )


def rating(slug: str, text: str, value: float, best: float | None = 5.0, **said: Any) -> RatingReading:
    """A rating by a page's users, where nothing else is said."""
    tool_id = identity.tool_id(SITE, slug)
    fields = {"kind": "users", "source": None, "value": value, "best": best, "count": None} | said
    rating_id = identity.rating_id(tool_id, **fields)
    return RatingReading(rating_id=rating_id, tool_id=tool_id, text=text, evidence="structured", **fields)


def feature(path: str, slug: str, label: str, text: str, position: int = 1, **said: Any) -> FeatureReading:
    """A listing's cell in the table of the page at a path."""
    tool_id = identity.tool_id(SITE, slug)
    return FeatureReading(
        feature_id=identity.feature_id(_comparison_at(path), tool_id, label, 1),
        tool_id=tool_id,
        feature=label,
        text=text,
        position=position,
        evidence="grid",
        **said,
    )


def point(slug: str, text: str, kind: PointKind = "pro") -> PointReading:
    """A pro of a listing, or a con."""
    tool_id = identity.tool_id(SITE, slug)
    point_id = identity.point_id(tool_id, kind, text)
    return PointReading(point_id=point_id, tool_id=tool_id, kind=kind, text=text, evidence="section")


def winner(path: str, slug: str | None, text: str, scope: str = "overall") -> WinnerReading:
    """Who wins on the page at a path; nobody in a tie."""
    return WinnerReading(
        winner_id=identity.winner_id(_comparison_at(path), scope),
        scope=scope,
        tool_id=identity.tool_id(SITE, slug) if slug else None,
        is_tie=slug is None,
        text=text,
        evidence="label",
    )


def _comparison_at(path: str) -> str:
    return identity.comparison_id(identity.page_id(f"https://shiporskip.io{path}"))


def reviewer(name: str, *quotes: str, **said: Any) -> ReviewerReading:
    """What a reviewer's own page says."""
    signed = [ReviewerQuote(text=text, text_id=identity.text_id(text)) for text in quotes]
    return ReviewerReading(reviewer_id=identity.reviewer_id(SITE, name), name=name, quotes=signed, **said)


def reading(path: str, *slugs: str, **said: Any) -> PageReading:
    """What was read from a page; with slugs, a comparison of those listings."""
    url = f"https://shiporskip.io{path}"
    page_id = identity.page_id(url)
    kind = "comparison" if slugs else "other"
    fields: dict[str, Any] = {
        "page_id": page_id,
        "url": url,
        "site": SITE,
        "kind": kind,
        "state": "ok" if slugs else "not_comparison",
        "content_sha256": hashlib.sha256(path.encode()).hexdigest(),
        "comparison_id": identity.comparison_id(page_id) if slugs else None,
        "tools": [tool(slug) for slug in slugs],
        "quotes": [],
        "votes": [],
        "problems": [],
        "reviewer": None,
    }
    return PageReading(**fields | said)


def fetched(page: PageReading, minute: int = 1, crawl: str | None = FIRST_CRAWL, **said: Any) -> Entry:
    """A page that a crawl fetched some minutes after its start; without a crawl, a saved file of that minute."""
    start = _STARTS[crawl or FIRST_CRAWL]
    at = start + timedelta(minutes=minute)
    fields = {"kind": "page", "at": at, "crawl_started_at": start if crawl else at, "url": page.url, "http_status": 200}
    if not crawl:
        fields["http_status"] = None
    return Entry(**{"input": f"archive/{crawl}.warc.gz", "crawl_id": crawl, "page": page} | fields | said)


def event(kind: EntryKind, minute: int = 0, crawl: str = FIRST_CRAWL, **said: Any) -> Entry:
    """An entry without a page: a crawl that starts or ends, a redirect, robots.txt, a sitemap."""
    start = _STARTS[crawl]
    at = start + timedelta(minutes=minute)
    return Entry(input=f"archive/{crawl}.warc.gz", kind=kind, crawl_id=crawl, crawl_started_at=start, at=at, **said)


def write_records(dataset: Path, entries: Iterable[Entry], name: str = "made") -> None:
    """Write a records file; crawls that entries name are started where the test does not say so."""
    rows = list(entries)
    started = {entry.crawl_id for entry in rows if entry.kind == "crawl_started"}
    rows += [event("crawl_started", crawl=each) for each in sorted({e.crawl_id for e in rows} - started - {None})]
    table = pa.Table.from_pylist([entry.model_dump() for entry in rows], schema=arrow_schema(Entry))
    (dataset / "records").mkdir(parents=True, exist_ok=True)
    pq.write_table(table, dataset / "records" / f"{name}.parquet")


def built(dataset: Path, *entries: Entry) -> BuildReport:
    """Write the entries as records and build; no check may fail."""
    write_records(dataset, entries)
    report = build(dataset)
    assert not report.violations, [(each.check, each.rows.to_pylist()) for each in report.violations]
    return report


def rows(dataset: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query over the built tables."""
    with connect(dataset) as connection:
        return connection.execute(sql).fetchall()
