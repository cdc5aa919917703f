"""What one card prints, and which blocks of the page it takes."""

from dataclasses import dataclass, field

from normalize.panel.words import Stat
from normalize.values.votes import VotePrint


@dataclass(slots=True)
class Card:
    """What one card prints; null where it prints nothing."""

    side: int
    name: str
    node: int
    tagline: str | None = None
    category: str | None = None
    description: str | None = None
    panel: VotePrint | None = None
    community: VotePrint | None = None
    entry_text: str | None = None
    found: set[Stat] = field(default_factory=set)
    is_own: bool = True
    is_first: bool = False  # what stands above its name may be none of the cards
    category_at: int | None = None  # place of the category among what stands below the name
    is_labelled: bool = False  # the category
    head: list[str] = field(default_factory=list)  # what stands between name and votes
    unsure_category: str | None = None  # stands where a category would, and sounds like an advert's label
    unsure_description: str | None = None  # likewise

    @property
    def fullness(self) -> tuple[bool, int, bool]:
        """Tells a card from one of another comparison, and from a mere mention with a share beside it."""
        return self.is_own, len(self.found), self.description is not None


@dataclass(frozen=True, slots=True)
class Span:
    """Blocks of one card: its name, and the end before which it stops."""

    name: int
    end: int
    side: int
