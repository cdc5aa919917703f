"""The sample site's stock: listings, reviewers and comparisons as the JSON files beside this module hold them.

Pages and the facts that tests expect are both made from it, and neither is made from the other.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any, Literal

Verdict = Literal["ship", "skip"]
Form = Literal["short", "full"]


@dataclass(frozen=True)
class Reviewer:
    """A member of the panel. Scorecards print `name`; the reviewer's own page prints `full_name`."""

    name: str
    motto: str
    likes: list[str]
    dislikes: list[str]

    @property
    def full_name(self) -> str:
        return f"The {self.name}"

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True)
class Opinion:
    """What one reviewer made of one listing; `quote` is None where the reviewer voted and wrote nothing."""

    reviewer: str
    verdict: Verdict
    score: int
    quote: str | None


@dataclass(frozen=True)
class Community:
    """The readers' votes: how many would ship, out of how many."""

    ships: int
    total: int

    @property
    def percent(self) -> int:
        return percent(self.ships, self.total)


@dataclass(frozen=True)
class Listing:
    """A tool as the site lists it."""

    slug: str
    name: str
    category: str
    tagline: str
    description: str
    entry: str
    pricing: str
    community: Community | None
    opinions: list[Opinion]

    @property
    def panel_ships(self) -> int:
        return sum(opinion.verdict == "ship" for opinion in self.opinions)

    @property
    def panel_skips(self) -> int:
        return len(self.opinions) - self.panel_ships

    @property
    def panel_percent(self) -> int:
        return percent(self.panel_ships, len(self.opinions))

    @property
    def badge(self) -> str:
        """One word for the panel: two thirds decide, anything between is mixed."""
        if 3 * self.panel_ships >= 2 * len(self.opinions):
            return "Ship"
        return "Skip" if 3 * self.panel_skips >= 2 * len(self.opinions) else "Mixed"

    @property
    def panel_verdict(self) -> str:
        return f"{self.badge} · {self.panel_ships} ship / {self.panel_skips} skip"

    @property
    def community_card(self) -> str:
        return f"{self.community.percent}%" if self.community else "—"

    @property
    def community_verdict(self) -> str:
        if not self.community:
            return "No community votes yet"
        return f"{self.community.percent}% Ship ({self.community.ships} / {self.community.total})"


@dataclass(frozen=True)
class Comparison:
    """Two listings side by side, in the order of their slugs, and how their page is printed."""

    first: Listing
    second: Listing
    form: Form
    layout: str

    @property
    def sides(self) -> tuple[Listing, Listing]:
        return self.first, self.second

    @property
    def is_full(self) -> bool:
        return self.form == "full"

    @property
    def path(self) -> str:
        return f"/compare/{self.first.slug}-vs-{self.second.slug}"

    @property
    def title(self) -> str:
        return f"{self.first.name} vs {self.second.name}"

    @property
    def rows(self) -> list[tuple[Opinion | None, Opinion | None]]:
        """The scorecard: one row per seat on the panel, empty on a side whose reviewer was away."""
        return list(zip_longest(seats(self.first), seats(self.second)))


def percent(part: int, whole: int) -> int:
    """A share as the site prints it: a whole percentage, halves rounded up."""
    return (200 * part + whole) // (2 * whole)


def seats(listing: Listing) -> list[Opinion | None]:
    """The listing's opinions by seat on the panel; None where that reviewer was away, nothing after the last."""
    by_reviewer = {opinion.reviewer: opinion for opinion in listing.opinions}
    row = [by_reviewer.get(reviewer.name) for reviewer in reviewers()]
    while row and row[-1] is None:
        row.pop()
    return row


def _load(name: str) -> Any:
    return json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def reviewers() -> tuple[Reviewer, ...]:
    """The panel, in the order in which its members sit."""
    return tuple(Reviewer(**entry) for entry in _load("reviewers.json"))


@cache
def listings() -> dict[str, Listing]:
    """All listings by slug."""
    return {entry["slug"]: _listing(**entry) for entry in _load("listings.json")}


def _listing(*, community: dict[str, int] | None, opinions: list[dict[str, Any]], **printed: str) -> Listing:
    return Listing(
        **printed,
        community=Community(**community) if community else None,
        opinions=[Opinion(**opinion) for opinion in opinions],
    )


@cache
def comparisons() -> tuple[Comparison, ...]:
    """All comparisons, in the order of their slugs."""
    return tuple(_comparison(**entry) for entry in _load("comparisons.json"))


def _comparison(*, tools: list[str], form: Form, layout: str) -> Comparison:
    first, second = (listings()[slug] for slug in tools)
    return Comparison(first, second, form, layout)


@cache
def signed() -> frozenset[str]:
    """Slugs of the listings whose reviewers the site names: those with a page in full form."""
    return frozenset(side.slug for comparison in comparisons() if comparison.is_full for side in comparison.sides)


def categories() -> list[str]:
    """All categories, by name."""
    return sorted({listing.category for listing in listings().values()})
