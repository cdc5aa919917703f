"""What a page says, as typed records: every field once, with its meaning, unit and range.

`Entry` is one archive record after extraction; the records folder holds entries, and the tables are made from them.
"""

from datetime import date, datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="32 lower-case hex characters")]
Text = Annotated[str, Field(min_length=1)]
Time = Annotated[datetime, Field(description="UTC, naive, microseconds")]
QUOTED: Final = object()  # marks a column that holds what an author wrote, in whole or in part

PageKind = Literal["comparison", "index", "reviewer", "other"]
PageState = Literal["ok", "not_comparison", "needs_rendering", "blocked", "gone", "disallowed", "failed"]
EntryTerm = Literal["free", "freemium", "paid", "contact"]
Body = Literal["panel", "community"]
VoteState = Literal["voted", "none"]
Verdict = Literal["ship", "skip"]
Evidence = Literal["structured", "table", "grid", "section", "label", "site"]
Period = Literal["month", "year", "once"]
RatingKind = Literal["editor", "users", "cited"]
PointKind = Literal["pro", "con"]
Relation = Literal["competitor", "alternative", "mentioned"]
LinkReason = Literal["same_name", "vendor", "qualifier", "spelling", "lookup", "through"]
AliasReason = Literal["joined", "lookup"]
EntryKind = Literal["crawl_started", "crawl_finished", "page", "revisit", "redirect", "robots", "sitemap"]


class Record(BaseModel):
    """Base of all records: strict types, no unknown fields, immutable."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ToolReading(Record):
    """A listing as one page shows it; what the page does not print is null."""

    tool_id: Id = Field(description="id from site and slug; without a slug, from site and folded name")
    slug: Text | None = Field(None, description="last part of the listing's address")
    url: Text | None = Field(None, description="address of the listing's own page, where the page links it")
    name: Text = Field(description="name as printed")
    tagline: Text | None = Field(None, description="one-line claim under the name")
    category: Text | None = Field(None, description="category as printed")
    description: Text | None = Field(None, description="paragraph about the listing")
    entry: EntryTerm | None = Field(None, description="what it costs to start")
    entry_text: Text | None = Field(None, description="entry as printed")
    pricing_text: Text | None = Field(None, description="pricing as printed, free text")


class QuoteReading(Record):
    """A reviewer's quote about a listing as one page shows it."""

    quote_id: Id = Field(description="id from listing and folded text")
    tool_id: Id = Field(description="the listing it is about")
    text: Text = Field(description="quote without the marks that wrap it")
    text_id: Id = Field(description="id from the folded text alone, whatever listing it is about")
    reviewer_id: Id | None = Field(None, description="id from site and folded name without a leading The")
    reviewer: Text | None = Field(None, description="reviewer's name as printed beside it")
    slot: int = Field(ge=1, description="row in the scorecard, from 1")
    verdict: Verdict | None = Field(None, description="printed verdict")
    score: int | None = Field(None, ge=0, le=100, description="printed score, 0..100")


class VoteReading(Record):
    """What one page prints of a body's vote on a listing."""

    tool_id: Id = Field(description="the listing voted on")
    body: Body = Field(description="who voted: the panel of reviewers or the community")
    state: VoteState = Field(description="none: the page says that nobody voted")
    share: float | None = Field(None, ge=0, le=1, description="share of ship votes, 0..1")
    ships: int | None = Field(None, ge=0, description="ship votes, where printed")
    skips: int | None = Field(None, ge=0, description="skip votes, where printed")
    total: int | None = Field(None, ge=0, description="all votes, where printed")
    label: Text | None = Field(None, description="badge as printed: Ship, Mixed, Skip")
    text: str = Field(description="fullest print of the vote; empty where the page leaves it blank")


class ReviewerQuote(Record):
    """A quote on a reviewer's page, which does not name the tool."""

    tagline: Text | None = Field(None, description="tagline of the tool, as printed above the quote")
    text: Text = Field(description="quote without the marks that wrap it")
    text_id: Id = Field(description="id from the folded text alone")


class ReviewerReading(Record):
    """What a reviewer's own page says."""

    reviewer_id: Id = Field(description="id from site and folded name without a leading The")
    name: Text = Field(description="name as printed")
    slug: Text | None = Field(None, description="last part of the page's address")
    motto: Text | None = Field(None, description="motto without the marks that wrap it")
    quotes: list[ReviewerQuote] = Field(description="quotes on the page, in order")


class PriceReading(Record):
    """A price of a listing as one page prints it."""

    price_id: Id = Field(description="id from listing, plan, amount, currency, period, unit and whether it is free")
    tool_id: Id = Field(description="the listing it is the price of")
    plan: Text | None = Field(None, description="plan or tier as printed")
    amount: float | None = Field(None, ge=0, description="amount in units of the currency; null where none is printed")
    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$", description="ISO 4217 code")
    period: Period | None = Field(None, description="what the amount is paid for: month, year or once")
    per: Text | None = Field(None, description="unit as printed: user, 1M tokens")
    is_free: bool = Field(description="whether the page says free; an amount of 0 is not the same thing")
    text: Text = Field(description="price as printed")
    evidence: Evidence = Field(description="what it was read from")


class RatingReading(Record):
    """A rating of a listing as a whole, as one page prints it."""

    rating_id: Id = Field(description="id from listing, kind, source, value, best and count")
    tool_id: Id = Field(description="the listing rated")
    value: float = Field(ge=0, description="rating, on the scale that ends at best")
    best: float | None = Field(None, gt=0, description="end of the scale; null where the page gives none")
    count: int | None = Field(None, ge=0, description="ratings it is the mean of, where printed")
    kind: RatingKind = Field(description="who rates: the page's editor, its users, or a site that it cites")
    source: Text | None = Field(None, description="who is cited")
    text: Text = Field(description="rating as printed")
    evidence: Evidence = Field(description="what it was read from")


class FeatureReading(Record):
    """One tool's cell in one row of a page's comparison table or grid."""

    feature_id: Id = Field(description="id from comparison, listing, folded label and its occurrence on the page")
    tool_id: Id = Field(description="the listing the cell is about")
    feature: Text = Field(description="the row's label as printed")
    text: str = Field(description="the cell as printed; empty where the page leaves it blank")
    value_bool: bool | None = Field(None, description="yes or no, where the cell says so")
    position: int = Field(ge=1, description="row, from 1")
    evidence: Evidence = Field(description="what it was read from")


class PointReading(Record):
    """A pro or con of a listing."""

    point_id: Id = Field(description="id from listing, kind and folded text")
    tool_id: Id = Field(description="the listing it is about")
    kind: PointKind = Field(description="pro or con")
    text: Text = Field(description="point without its bullet sign")
    evidence: Evidence = Field(description="what it was read from")


class WinnerReading(Record):
    """Who wins, overall or in one respect."""

    winner_id: Id = Field(description="id from comparison and folded scope")
    scope: Text = Field(description="overall, or the row or use case as printed")
    tool_id: Id | None = Field(None, description="the winner; null for a tie")
    is_tie: bool = Field(description="whether the page calls it a tie")
    text: Text = Field(description="verdict as printed")
    evidence: Evidence = Field(description="what it was read from")


class PageReading(Record):
    """Everything that was read from one page: bytes and URL in, this out."""

    page_id: Id = Field(description="id from the canonical URL")
    url: Text = Field(description="canonical URL")
    site: Text = Field(description="site name, or host for the generic reader")
    kind: PageKind = Field(description="what kind of page it is")
    state: PageState = Field(description="how far it could be read")
    content_sha256: str | None = Field(
        None, pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the body, transfer and content encoding undone"
    )
    title: Text | None = Field(None, description="title of the document")
    lang: Text | None = Field(None, description="language the document declares")
    extractor: Text | None = Field(None, description="name and version of what read it")
    problems: list[str] = Field(description="fields expected but not read, as `field: what was found`")
    comparison_id: Id | None = Field(None, description="id of the comparison the page shows")
    tools: list[ToolReading] = Field(description="listings compared, in the order shown")
    quotes: list[QuoteReading] = Field(description="quotes, in the order shown")
    votes: list[VoteReading] = Field(description="votes, in the order shown")
    prices: list[PriceReading] = Field([], description="prices, in the order shown")
    ratings: list[RatingReading] = Field([], description="ratings, in the order shown")
    features: list[FeatureReading] = Field([], description="cells of the comparison's table or grid, row by row")
    points: list[PointReading] = Field([], description="pros and cons, in the order shown")
    winners: list[WinnerReading] = Field([], description="winners, overall and by row or use case")
    reviewer: ReviewerReading | None = Field(None, description="what a reviewer's page says")


class Entry(Record):
    """One archive record (or saved file) after extraction."""

    input: Text = Field(description="the file it was read from, relative to the dataset where it lies inside")
    kind: EntryKind = Field(description="what the archive record holds")
    crawl_id: Id | None = Field(None, description="crawl that fetched it; null for a saved file")
    crawl_started_at: Time = Field(description="start of that crawl; of a saved file, its time")
    at: Time = Field(description="time of the record: when it was fetched; of a saved file, its time")
    url: str | None = Field(None, description="URL asked for")
    location: str | None = Field(None, description="canonical URL that a redirect leads to")
    refers_to_url: str | None = Field(None, description="of a page that did not change: URL of the fetch that holds it")
    refers_to_at: Time | None = Field(
        None, description="of a page that did not change: time of the fetch that holds it"
    )
    http_status: int | None = Field(None, ge=100, le=999, description="status code of the answer")
    finish_reason: str | None = Field(None, description="why the crawl ended")
    software_version: str | None = Field(None, description="version of the software that crawled")
    page: PageReading | None = Field(None, description="what was read, where the record holds a page")


class Page(Record):
    """One row per URL, as last fetched."""

    page_id: Id = Field(description="id from the canonical URL")
    url: Text = Field(description="canonical URL")
    site: Text = Field(description="site name, or host for the generic reader")
    kind: PageKind = Field(description="comparison, index, reviewer or other")
    state: PageState = Field(description="ok, not_comparison, needs_rendering, blocked, gone, disallowed or failed")
    http_status: int | None = Field(None, description="status code; null when there was no answer")
    fetched_at: Time = Field(description="last fetch, UTC")
    changed_at: Time | None = Field(None, description="last fetch whose body differed, UTC")
    content_sha256: str | None = Field(None, description="SHA-256 of the body, transfer and content encoding undone")
    title: Text | None = Field(None, description="title of the document")
    lang: Text | None = Field(None, description="language the document declares")
    crawl_id: Id | None = Field(None, description="last crawl that fetched it; null for a saved file")
    extractor: Text | None = Field(None, description="name and version of what read it")
    problems: Annotated[list[str], QUOTED] = Field(
        description="fields expected but not read, or in dispute, as `field: what was found`"
    )


class Comparison(Record):
    """One row per comparison page."""

    comparison_id: Id = Field(description="id from the page")
    page_id: Id = Field(description="the page that shows it")
    site: Text = Field(description="site name, or host for the generic reader")
    url: Text = Field(description="canonical URL of the page")
    title: Text | None = Field(None, description="title of the page")
    tool_ids: list[Id] = Field(min_length=2, description="listings compared, in the order shown")
    first_seen_at: Time = Field(description="start of the first crawl that saw it, UTC")
    last_seen_at: Time = Field(description="start of the last crawl that saw it, UTC")


class Tool(Record):
    """One row per listing; a product can be listed more than once on a site."""

    tool_id: Id = Field(description="id from site and slug; without a slug, from site and folded name")
    site: Text = Field(description="site name, or host for the generic reader")
    slug: Text | None = Field(None, description="last part of the listing's address")
    url: Text | None = Field(None, description="address of the listing's own page")
    name: Text = Field(description="name, latest print")
    tagline: Text | None = Field(None, description="one-line claim, latest print")
    category: Text | None = Field(None, description="category, latest print")
    description: Annotated[Text | None, QUOTED] = Field(None, description="paragraph about the listing, latest print")
    entry: EntryTerm | None = Field(None, description="what it costs to start: free, freemium, paid, contact")
    entry_text: Text | None = Field(None, description="entry as printed")
    pricing_text: Text | None = Field(None, description="pricing as printed, free text")
    n_comparisons: int = Field(ge=0, description="comparison pages that show it")
    first_seen_at: Time = Field(description="start of the first crawl that saw it, UTC")
    last_seen_at: Time = Field(description="start of the last crawl that saw it, UTC")
    product_id: Id = Field(description="the product that it is a listing of")


class Quote(Record):
    """One row per distinct quote about a listing, on however many pages it is shown."""

    quote_id: Id = Field(description="id from listing and folded text")
    tool_id: Id = Field(description="the listing it is about")
    site: Text = Field(description="site name, or host for the generic reader")
    text: Annotated[Text, QUOTED] = Field(description="quote without the marks that wrap it")
    reviewer_id: Id | None = Field(None, description="who said it, where a page names the reviewer")
    reviewer: Text | None = Field(None, description="reviewer's name as printed, from any page that prints it")
    slot: int = Field(ge=1, description="row in the scorecard, from 1")
    verdict: Verdict | None = Field(None, description="ship or skip")
    verdict_source: Literal["printed", "panel"] | None = Field(
        None, description="printed beside the quote; panel: follows from a unanimous panel"
    )
    score: int | None = Field(None, ge=0, le=100, description="printed score, 0..100")
    n_pages: int = Field(ge=0, description="comparison pages that show it")
    first_seen_at: Time = Field(description="start of the first crawl that saw it, UTC")
    last_seen_at: Time = Field(description="start of the last crawl that saw it, UTC")


class Vote(Record):
    """One row per listing, body and change of value: an observation log."""

    vote_id: Id = Field(description="id from listing, body and ordinal of the change")
    tool_id: Id = Field(description="the listing voted on")
    site: Text = Field(description="site name, or host for the generic reader")
    body: Body = Field(description="panel or community")
    state: VoteState = Field(description="voted, or none: nobody voted, which is not a share of 0")
    share: float | None = Field(
        None, ge=0, le=1, description="share of ship votes, 0..1; ships / total where only counts are printed"
    )
    ships: int | None = Field(None, ge=0, description="ship votes, where printed")
    skips: int | None = Field(None, ge=0, description="skip votes, where printed")
    total: int | None = Field(None, ge=0, description="all votes, where printed")
    label: Text | None = Field(None, description="badge as printed: Ship, Mixed, Skip")
    text: str = Field(description="vote as printed")
    observed_at: Time = Field(description="first fetch that showed this value, UTC")
    is_current: bool = Field(description="whether it is the latest value")
    page_id: Id = Field(description="page it was read from")


class Reviewer(Record):
    """One row per reviewer of a site."""

    reviewer_id: Id = Field(description="id from site and folded name without a leading The")
    site: Text = Field(description="site name, or host for the generic reader")
    name: Text = Field(description="name, fullest print")
    n_quotes: int = Field(ge=0, description="distinct quotes")
    n_ship: int = Field(ge=0, description="quotes with verdict ship")
    n_skip: int = Field(ge=0, description="quotes with verdict skip")
    slug: Text | None = Field(None, description="last part of the reviewer page's address")
    motto: Annotated[Text | None, QUOTED] = Field(None, description="motto, latest print")


class Crawl(Record):
    """One row per crawl, killed ones too."""

    crawl_id: Id = Field(description="id of the crawl")
    started_at: Time = Field(description="start, UTC")
    finished_at: Time | None = Field(None, description="end, UTC; null when it was killed")
    finish_reason: Text | None = Field(None, description="why it ended; null when it was killed")
    n_requests: int = Field(ge=0, description="answers and failures, robots.txt and sitemaps included")
    n_pages: int = Field(ge=0, description="pages fetched")
    n_changed: int = Field(ge=0, description="pages that were new or whose body differed")
    n_failed: int = Field(ge=0, description="pages in state failed or blocked")
    software_version: Text | None = Field(None, description="version of the software that crawled")


class Price(Record):
    """One row per listing, plan, amount, currency, period and unit."""

    price_id: Id = Field(description="id from listing, plan, amount, currency, period, unit and whether it is free")
    tool_id: Id = Field(description="the listing it is the price of")
    site: Text = Field(description="site name, or host for the generic reader")
    plan: Text | None = Field(None, description="plan or tier as printed")
    amount: float | None = Field(None, ge=0, description="amount in units of the currency; null where none is printed")
    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$", description="ISO 4217 code")
    period: Period | None = Field(None, description="what the amount is paid for: month, year or once")
    per: Text | None = Field(None, description="unit as printed: user, 1M tokens")
    is_free: bool = Field(description="whether the page says free; an amount of 0 is not the same thing")
    text: Text = Field(description="price as printed")
    evidence: Evidence = Field(description="what it was read from: structured, table, grid, section, label or site")
    observed_at: Time = Field(description="first fetch that showed this price, UTC")
    is_current: bool = Field(description="whether the latest page that prints the listing's prices prints it")
    page_id: Id = Field(description="page it was last read from")


class Rating(Record):
    """One row per listing, kind, source and value of a rating of the listing as a whole."""

    rating_id: Id = Field(description="id from listing, kind, source, value, best and count")
    tool_id: Id = Field(description="the listing rated")
    site: Text = Field(description="site name, or host for the generic reader")
    value: float = Field(ge=0, description="rating, on the scale that ends at best")
    best: float | None = Field(None, gt=0, description="end of the scale; null where the page gives none")
    count: int | None = Field(None, ge=0, description="ratings it is the mean of, where printed")
    kind: RatingKind = Field(description="who rates: editor, users, or cited, a site that the page cites")
    source: Text | None = Field(None, description="who is cited")
    text: Text = Field(description="rating as printed")
    evidence: Evidence = Field(description="what it was read from: structured, table, grid, section, label or site")
    observed_at: Time = Field(description="first fetch that showed this rating, UTC")
    is_current: bool = Field(description="whether the latest page that prints a rating of kind and source prints it")
    page_id: Id = Field(description="page it was last read from")


class Feature(Record):
    """One row per comparison, row of its comparison table or grid, and tool."""

    feature_id: Id = Field(description="id from comparison, listing, folded label and its occurrence on the page")
    comparison_id: Id = Field(description="the comparison whose table it stands in")
    tool_id: Id = Field(description="the listing the cell is about")
    feature: Text = Field(description="the row's label as printed")
    text: str = Field(description="the cell as printed; empty where the page leaves it blank")
    value_bool: bool | None = Field(None, description="yes or no, where the cell says so")
    position: int = Field(ge=1, description="row, from 1")
    evidence: Evidence = Field(description="what it was read from: structured, table, grid, section, label or site")
    page_id: Id = Field(description="page it was read from")


class Point(Record):
    """One row per pro or con of a tool, on however many pages it is shown."""

    point_id: Id = Field(description="id from listing, kind and folded text")
    tool_id: Id = Field(description="the listing it is about")
    kind: PointKind = Field(description="pro or con")
    text: Annotated[Text, QUOTED] = Field(description="point without its bullet sign")
    evidence: Evidence = Field(description="what it was read from: structured, table, grid, section, label or site")
    page_id: Id = Field(description="page it was last read from")


class Winner(Record):
    """One row per comparison and scope: who wins, overall or in one respect."""

    winner_id: Id = Field(description="id from comparison and folded scope")
    comparison_id: Id = Field(description="the comparison it is the winner of")
    scope: Text = Field(description="overall, or the row or use case as printed")
    tool_id: Id | None = Field(None, description="the winner; null for a tie")
    is_tie: bool = Field(description="whether the page calls it a tie")
    text: Annotated[Text, QUOTED] = Field(description="verdict as printed")
    evidence: Evidence = Field(description="what it was read from: structured, table, grid, section, label or site")
    page_id: Id = Field(description="page it was read from")


class Product(Record):
    """One row per product: listings that are the same thing under one name or several."""

    product_id: Id = Field(description="id from the key of its oldest listing's name")
    tool_id: Id = Field(description="its oldest listing, whose name it bears")
    name: Text = Field(description="name of its oldest listing")
    vendor: Text | None = Field(None, description="who makes it, where a listing's name says so")
    n_listings: int = Field(ge=1, description="listings of it")
    n_sites: int = Field(ge=1, description="sites that list it")
    sites: list[str] = Field(min_length=1, description="sites that list it, in order of the alphabet")
    first_seen_at: Time = Field(description="start of the first crawl that saw a listing of it, UTC")
    last_seen_at: Time = Field(description="start of the last crawl that saw a listing of it, UTC")


class ProductLink(Record):
    """One row per two listings of one product: why they are the same."""

    link_id: Id = Field(description="id from both listings")
    product_id: Id = Field(description="the product that both are listings of")
    tool_id: Id = Field(description="the listing with the smaller id")
    other_tool_id: Id = Field(description="the other listing")
    score: float = Field(ge=0, le=1, description="how alike the names are and how much the reason is worth, 0..1")
    reason: LinkReason = Field(description="same_name, vendor, qualifier, spelling, lookup or through")
    evidence: Text | None = Field(None, description="words that only one name has, or the name that joins both")


class ProductAlias(Record):
    """One row per product id that is no more, or never was: the product that its listings belong to now."""

    alias_id: Id = Field(description="id that a product would have had alone")
    product_id: Id = Field(description="the older product that it is part of")
    reason: AliasReason = Field(description="joined: rules joined the two; lookup: a person did")


class Mention(Record):
    """One row per name of a product in a quote: `text` is the quote's own from `start` to `end`."""

    mention_id: Id = Field(description="id from quote and start")
    quote_id: Id = Field(description="the quote that names it")
    start: int = Field(ge=0, description="where the name begins in the quote's text, in code points, from 0")
    end: int = Field(ge=1, description="where it ends, in code points: the first that is not of it")
    text: Annotated[Text, QUOTED] = Field(description="name as printed")
    product_id: Id | None = Field(
        None, description="the product; null where none of that name is known, or several are"
    )
    relation: Relation = Field(
        description="competitor: named as a rival or compared with; alternative: what one would use instead; mentioned"
    )


class Prediction(Record):
    """One row per sentence of a quote that commits to a time."""

    prediction_id: Id = Field(description="id from quote and start")
    quote_id: Id = Field(description="the quote it is a sentence of")
    start: int = Field(ge=0, description="where the sentence begins in the quote's text, in code points, from 0")
    end: int = Field(ge=1, description="where it ends, in code points: the first that is not of it")
    text: Annotated[Text, QUOTED] = Field(description="sentence as printed")
    horizon_text: Annotated[Text, QUOTED] = Field(description="the words in it that name the time")
    horizon_date: date = Field(description="the day by which one can tell, counted from the quote's first sighting")


TABLES: dict[str, type[Record]] = {
    "pages": Page,
    "comparisons": Comparison,
    "tools": Tool,
    "quotes": Quote,
    "votes": Vote,
    "reviewers": Reviewer,
    "crawls": Crawl,
    "prices": Price,
    "ratings": Rating,
    "features": Feature,
    "points": Point,
    "winners": Winner,
    "products": Product,
    "product_links": ProductLink,
    "product_aliases": ProductAlias,
    "mentions": Mention,
    "predictions": Prediction,
}
