"""What the sample site says, in the terms of the tables, so that a test can hold the tables against it.

Computed from the catalogue alone: no page is rendered and none is read.
"""

from collections import Counter
from dataclasses import dataclass

from crawler.sample.catalogue import Listing, Verdict, comparisons, listings, reviewers, seats, signed


@dataclass(frozen=True)
class ToolFact:
    """A row of `tools`; `pricing_text` is None where only short pages show the listing."""

    slug: str
    name: str
    category: str
    tagline: str
    description: str
    entry: str
    entry_text: str
    pricing_text: str | None
    n_comparisons: int


@dataclass(frozen=True)
class QuoteFact:
    """A row of `quotes`; reviewer and score are None where only short pages show the quote."""

    tool: str
    text: str
    slot: int
    reviewer: str | None
    verdict: Verdict | None
    verdict_source: str | None
    score: int | None
    n_pages: int


@dataclass(frozen=True)
class VoteFact:
    """A row of `votes`, as the page in the fullest form prints it."""

    tool: str
    body: str
    state: str
    share: float | None
    ships: int | None
    skips: int | None
    total: int | None
    label: str | None
    text: str


@dataclass(frozen=True)
class ComparisonFact:
    """A row of `comparisons`: the path of its page and the slugs in the order shown."""

    path: str
    tools: tuple[str, str]
    is_full: bool


@dataclass(frozen=True)
class ReviewerFact:
    """A row of `reviewers`: the name on scorecards, the one on the reviewer's page, and the signed quotes."""

    name: str
    full_name: str
    slug: str
    motto: str
    n_quotes: int
    n_ship: int
    n_skip: int


def tool_facts() -> list[ToolFact]:
    """Every listing, by slug."""
    counts = _pages_per_listing()
    return [
        ToolFact(
            slug=listing.slug,
            name=listing.name,
            category=listing.category,
            tagline=listing.tagline,
            description=listing.description,
            entry=listing.entry.lower(),
            entry_text=listing.entry,
            pricing_text=listing.pricing if listing.slug in signed() else None,
            n_comparisons=counts[listing.slug],
        )
        for listing in listings().values()
    ]


def quote_facts() -> list[QuoteFact]:
    """Every quote, by listing and row of the scorecard."""
    return [quote for listing in listings().values() for quote in _quotes(listing)]


def vote_facts() -> list[VoteFact]:
    """Two votes per listing: the panel's and the community's."""
    return [vote for listing in listings().values() for vote in (_panel(listing), _community(listing))]


def comparison_facts() -> list[ComparisonFact]:
    """Every comparison, by path."""
    return [ComparisonFact(each.path, (each.first.slug, each.second.slug), each.is_full) for each in comparisons()]


def reviewer_facts() -> list[ReviewerFact]:
    """Every reviewer, in the order of the panel."""
    quotes = Counter((quote.reviewer, quote.verdict) for quote in quote_facts() if quote.reviewer)
    return [
        ReviewerFact(
            name=each.name,
            full_name=each.full_name,
            slug=each.slug,
            motto=each.motto,
            n_quotes=quotes[each.name, "ship"] + quotes[each.name, "skip"],
            n_ship=quotes[each.name, "ship"],
            n_skip=quotes[each.name, "skip"],
        )
        for each in reviewers()
    ]


def _pages_per_listing() -> Counter[str]:
    return Counter(side.slug for comparison in comparisons() for side in comparison.sides)


def _quotes(listing: Listing) -> list[QuoteFact]:
    is_signed = listing.slug in signed()
    is_unanimous = 0 in (listing.panel_ships, listing.panel_skips)
    n_pages = _pages_per_listing()[listing.slug]
    return [
        QuoteFact(
            tool=listing.slug,
            text=opinion.quote,
            slot=slot,
            reviewer=opinion.reviewer if is_signed else None,
            verdict=opinion.verdict if is_signed or is_unanimous else None,
            verdict_source="printed" if is_signed else "panel" if is_unanimous else None,
            score=opinion.score if is_signed else None,
            n_pages=n_pages,
        )
        for slot, opinion in enumerate(seats(listing), start=1)
        if opinion and opinion.quote
    ]


def _panel(listing: Listing) -> VoteFact:
    is_signed = listing.slug in signed()
    return VoteFact(
        tool=listing.slug,
        body="panel",
        state="voted",
        share=listing.panel_percent / 100,
        ships=listing.panel_ships if is_signed else None,
        skips=listing.panel_skips if is_signed else None,
        total=None,
        label=listing.badge if is_signed else None,
        text=listing.panel_verdict if is_signed else f"{listing.panel_percent}%",
    )


def _community(listing: Listing) -> VoteFact:
    is_signed, votes = listing.slug in signed(), listing.community
    return VoteFact(
        tool=listing.slug,
        body="community",
        state="voted" if votes else "none",
        share=votes.percent / 100 if votes else None,
        ships=votes.ships if votes and is_signed else None,
        skips=None,
        total=votes.total if votes and is_signed else None,
        label=None,
        text=listing.community_verdict if is_signed else listing.community_card,
    )
