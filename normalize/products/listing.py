"""A listing as products see it: its name, and the texts that say what the name leaves out."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of `tools`, as far as it tells products apart; `first_seen_at` is naive UTC."""

    tool_id: str
    site: str
    slug: str | None
    url: str | None
    name: str
    tagline: str | None
    category: str | None
    description: str | None
    entry_text: str | None
    pricing_text: str | None
    first_seen_at: datetime
    last_seen_at: datetime

    @property
    def age(self) -> tuple[datetime, str]:
        """What orders listings from the oldest on: first sighting, then id."""
        return self.first_seen_at, self.tool_id
