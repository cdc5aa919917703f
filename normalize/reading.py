"""What a layout reader hands back, before it has ids: the same shape from every reader."""

from dataclasses import dataclass, field

from normalize.records import Verdict
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
class ReadComparison:
    """A comparison as one page shows it."""

    heading: str
    tools: list[ReadTool]
    quotes: list[ReadQuote]
    problems: list[str]
