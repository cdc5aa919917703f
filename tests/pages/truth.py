"""What a reader must find on a page, computed from the catalogue, and what it did find, in the same terms."""

from crawler.sample.catalogue import Comparison, Listing, seats
from normalize.records import PageReading
from pages.content import Manner

Facts = dict[str, object]
_TOOL = ("slug", "name", "tagline", "category", "description", "entry", "entry_text", "pricing_text")
_VOTE = ("state", "share", "ships", "skips", "total", "label", "text")
_QUOTE = ("text", "reviewer", "verdict", "score")


def expected(comparison: Comparison, manner: Manner) -> Facts:
    """Every field of the page, by place: `tools[0].name`, `panel[1].share`, `quotes[0][3].text`."""
    facts: Facts = {"kind": "comparison", "state": "ok", "problems": []}
    for at, side in enumerate(comparison.sides):
        facts |= _named(f"tools[{at}]", _tool(side, comparison.is_full))
        facts |= _named(f"panel[{at}]", _panel(side, comparison.is_full))
        facts |= _named(f"community[{at}]", _community(side, comparison.is_full, manner.nobody))
        for slot, opinion in enumerate(seats(side), start=1):
            if opinion and opinion.quote:
                said = (opinion.reviewer, opinion.verdict, opinion.score) if comparison.is_full else (None, None, None)
                facts |= _named(f"quotes[{at}][{slot}]", dict(zip(_QUOTE, (opinion.quote, *said), strict=True)))
    return facts


def seen(reading: PageReading) -> Facts:
    """Every field of a reading, by place."""
    facts: Facts = {"kind": reading.kind, "state": reading.state, "problems": reading.problems}
    places = {tool.tool_id: at for at, tool in enumerate(reading.tools)}
    for at, tool in enumerate(reading.tools):
        facts |= _named(f"tools[{at}]", {field: getattr(tool, field) for field in _TOOL})
    for vote in reading.votes:
        facts |= _named(f"{vote.body}[{places[vote.tool_id]}]", {field: getattr(vote, field) for field in _VOTE})
    for quote in reading.quotes:
        place = f"quotes[{places[quote.tool_id]}][{quote.slot}]"
        while f"{place}.text" in facts:
            place += "'"
        facts |= _named(place, {field: getattr(quote, field) for field in _QUOTE})
    return facts


def differences(wanted: Facts, got: Facts) -> list[str]:
    """One line for each field in which a reading differs from the truth."""
    missing = "(nothing)"
    return [
        f"{field}: expected {wanted.get(field, missing)!r}, got {got.get(field, missing)!r}"
        for field in [*wanted, *(field for field in got if field not in wanted)]
        if wanted.get(field, missing) != got.get(field, missing)
    ]


def _named(place: str, fields: Facts) -> Facts:
    return {f"{place}.{field}": value for field, value in fields.items()}


def _tool(side: Listing, is_full: bool) -> Facts:
    return {
        "slug": side.slug,
        "name": side.name,
        "tagline": side.tagline,
        "category": side.category,
        "description": side.description,
        "entry": side.entry.lower(),
        "entry_text": side.entry,
        "pricing_text": side.pricing if is_full else None,
    }


def _panel(side: Listing, is_full: bool) -> Facts:
    """The share is the printed percentage; counts and badge stand on full pages alone."""
    counts = (side.panel_ships, side.panel_skips, None, side.badge) if is_full else (None, None, None, None)
    text = side.panel_verdict if is_full else f"{side.panel_percent}%"
    return dict(zip(_VOTE, ("voted", side.panel_percent / 100, *counts, text), strict=True))


def _community(side: Listing, is_full: bool, nobody: str) -> Facts:
    """A page that leaves the card blank and prints no table says nothing, which is its text."""
    if side.community is None:
        text = side.community_verdict if is_full else nobody
        return dict(zip(_VOTE, ("none", None, None, None, None, None, text), strict=True))
    counts = (side.community.ships, None, side.community.total) if is_full else (None, None, None)
    text = side.community_verdict if is_full else side.community_card
    return dict(zip(_VOTE, ("voted", side.community.percent / 100, *counts, None, text), strict=True))
