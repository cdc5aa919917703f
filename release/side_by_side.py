"""The default table of a release: the view `side_by_side`, each two-tool comparison as one row that needs no join."""

from pydantic import Field

from normalize.records import EntryTerm, Id, Record, Text, Time


class SideBySide(Record):
    """One row per comparison of two tools, a and b in the order shown, with what is known of both now."""

    comparison_id: Id = Field(description="id from the page")
    site: Text = Field(description="site name, or host for the generic reader")
    url: Text = Field(description="canonical URL of the page")
    title: Text | None = Field(None, description="title of the page")
    a_tool_id: Id = Field(description="listing of a")
    a_name: Text = Field(description="name of a, latest print")
    a_category: Text | None = Field(None, description="category of a, latest print")
    a_tagline: Text | None = Field(None, description="one-line claim of a, latest print")
    a_entry: EntryTerm | None = Field(None, description="what a costs to start: free, freemium, paid, contact")
    a_pricing: Text | None = Field(None, description="pricing of a as printed, free text")
    a_panel_share: float | None = Field(None, description="current share of ship votes of the panel on a, 0..1")
    a_community_share: float | None = Field(None, description="current share of ship votes of the community on a, 0..1")
    b_tool_id: Id = Field(description="listing of b")
    b_name: Text = Field(description="name of b, latest print")
    b_category: Text | None = Field(None, description="category of b, latest print")
    b_tagline: Text | None = Field(None, description="one-line claim of b, latest print")
    b_entry: EntryTerm | None = Field(None, description="what b costs to start: free, freemium, paid, contact")
    b_pricing: Text | None = Field(None, description="pricing of b as printed, free text")
    b_panel_share: float | None = Field(None, description="current share of ship votes of the panel on b, 0..1")
    b_community_share: float | None = Field(None, description="current share of ship votes of the community on b, 0..1")
    panel_share_difference: float | None = Field(None, description="a_panel_share less b_panel_share, -1..1")
    first_seen_at: Time = Field(description="start of the first crawl that saw the comparison, UTC")
