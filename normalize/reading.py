"""What a layout reader hands back, before it has ids: the same shape from every reader."""

from dataclasses import dataclass, field

from normalize.records import Evidence, Period, PointKind, RatingKind, Verdict
from normalize.values.votes import VotePrint


@dataclass(slots=True)
class ReadTool:
    """A tool as one page shows it."""

    name: str
    tagline: str | None = None
    category: str | None = None
    description: str | None = None
    entry_text: str | None = None
    pricing_text: str | None = None
    panel: VotePrint | None = None
    community: VotePrint | None = None
    links: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ReadQuote:
    """A quote about the tool at place `side` of the comparison."""

    side: int
    text: str
    slot: int
    reviewer: str | None = None
    score: int | None = None
    verdict: Verdict | None = None


@dataclass(slots=True)
class ReadFeature:
    """One tool's cell in one row of a comparison table or grid."""

    side: int
    feature: str
    text: str
    value_bool: bool | None
    position: int
    evidence: Evidence


@dataclass(slots=True)
class ReadPoint:
    """A pro or con of the tool at place `side` of the comparison."""

    side: int
    kind: PointKind
    text: str
    evidence: Evidence


@dataclass(slots=True)
class ReadWinner:
    """Who wins in a scope: the tool at place `side`, or none for a tie."""

    scope: str
    side: int | None
    is_tie: bool
    text: str
    evidence: Evidence


@dataclass(slots=True)
class ReadPrice:
    """A price of the tool at place `side` of the comparison."""

    side: int
    plan: str | None
    amount: float | None
    currency: str | None
    period: Period | None
    per: str | None
    is_free: bool
    text: str
    evidence: Evidence


@dataclass(slots=True)
class ReadRating:
    """A rating of the tool at place `side` of the comparison, as a whole."""

    side: int
    value: float
    best: float | None
    count: int | None
    kind: RatingKind
    source: str | None
    text: str
    evidence: Evidence


@dataclass(slots=True)
class ReadComparison:
    """A comparison as one page shows it."""

    heading: str
    tools: list[ReadTool]
    quotes: list[ReadQuote]
    problems: list[str]
    prices: list[ReadPrice] = field(default_factory=list)
    ratings: list[ReadRating] = field(default_factory=list)
    features: list[ReadFeature] = field(default_factory=list)
    points: list[ReadPoint] = field(default_factory=list)
    winners: list[ReadWinner] = field(default_factory=list)

    @property
    def n_facts(self) -> int:
        """How much was read besides names, votes and quotes."""
        return len(self.prices) + len(self.ratings) + len(self.features) + len(self.points) + len(self.winners)
