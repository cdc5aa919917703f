"""What was read from one page, value by value: from what, where it is printed, and what was looked for in vain."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from normalize.generic.naming import Naming, find_names
from normalize.generic.outline import outline_of
from normalize.generic.winners import OVERALL
from normalize.page import PageText
from normalize.places import Place, Places
from normalize.records import PageReading, PointReading, Record, ToolReading, VoteReading
from normalize.sites import PANEL, Site

_SOURCES: Final = ("title", "h1", "heading", "cell", "address")
_SAID: Final = ("tagline", "category", "description", "entry", "pricing")
_PANEL: Final = ("panel vote", "community vote", "quote")
_FACTS: Final = ("price", "rating", "feature", "pro", "con")
_NO_VALUES: Final = ("text", "evidence")


@dataclass(frozen=True, slots=True)
class Finding:
    """One value: what it is about (a tool; None for the page), what it was read from, its print and where that stands.

    `place` is None where the page does not print it as text: structured data, addresses, pictures.
    """

    about: str | None
    field: str
    value: dict[str, Any] | str
    evidence: str
    text: str | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Fields that were looked for and not found, of a tool or of the page."""

    about: str | None
    fields: list[str]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading with its reasons. `candidates` are names that were agreed on, on a page that was not read by them."""

    reading: PageReading
    findings: list[Finding]
    missing: list[Missing]
    candidates: Naming | None = None


def explain(reading: PageReading, page: PageText | None, site: Site) -> Explanation:
    """Explain a reading by the page that it was read from; None where there is none to look at."""
    if page is None:
        return Explanation(reading, [], [])
    naming = None if reading.reviewer else find_names(outline_of(page))
    findings = list(_findings(reading, Places(page), naming))
    is_read = bool(reading.tools or reading.reviewer)
    return Explanation(reading, findings, list(_missing(reading, site, findings)), None if is_read else naming)


def _findings(reading: PageReading, places: Places, naming: Naming | None) -> Iterator[Finding]:
    reader = reading.extractor or ""
    labels = _labels(reading)
    for tool in reading.tools:
        label = labels[tool.tool_id]
        evidence = _evidence_of_names(reading, naming) or reader
        yield Finding(label, "name", tool.name, evidence, tool.name, places.find(tool.name, "name"))
        for field in _SAID:
            yield from _said(tool, label, field, places, reader)
        yield from _about(reading, tool.tool_id, label, places)
    for winner in reading.winners:
        value = {"scope": winner.scope, "tool": labels.get(winner.tool_id or ""), "is_tie": winner.is_tie}
        place = places.find(winner.text, "winner", None if winner.scope == OVERALL else winner.scope)
        yield Finding(None, "winner", value, winner.evidence, winner.text, place)
    if reading.reviewer:
        yield from _reviewer(reading, places)


def _labels(reading: PageReading) -> dict[str, str]:
    """What to call each tool: its name, and its slug where another has the same."""
    names = Counter(tool.name for tool in reading.tools)
    return {t.tool_id: t.name if names[t.name] == 1 else f"{t.name} ({t.slug})" for t in reading.tools}


def _evidence_of_names(reading: PageReading, naming: Naming | None) -> str | None:
    """The sources that agree on the tools' names, where these were found by their agreement."""
    if naming is None or reading.votes or naming.names != tuple(tool.name for tool in reading.tools):
        return None
    return ", ".join(source for source in _SOURCES if source in naming.sources)


def _said(tool: ToolReading, label: str, field: str, places: Places, reader: str) -> Iterator[Finding]:
    text = getattr(tool, f"{field}_text" if field in ("entry", "pricing") else field)
    if text is not None:
        value = tool.entry or text if field == "entry" else text
        yield Finding(label, field, value, reader, text, places.find(text, field))


def _about(reading: PageReading, tool_id: str, label: str, places: Places) -> Iterator[Finding]:
    """What the lists of records say of a tool; a cell stands behind the label of its row."""
    for field, record in _records(reading, tool_id):
        text, row = getattr(record, "text", None), getattr(record, "feature", None)
        evidence = getattr(record, "evidence", None) or reading.extractor or ""
        yield Finding(label, field, _value(record), evidence, text, places.find(text, field, row))


def _records(reading: PageReading, tool_id: str) -> Iterator[tuple[str, Record]]:
    """Records of a tool, each with what its field is called."""
    for vote in reading.votes:
        if vote.tool_id == tool_id:
            yield f"{vote.body} vote", vote
    for field in ("quote", "price", "rating", "feature"):
        for record in getattr(reading, f"{field}s"):
            if record.tool_id == tool_id:
                yield field, record
    for point in reading.points:
        if point.tool_id == tool_id:
            yield point.kind, point


def _value(record: Record) -> dict[str, Any]:
    """Parsed values of a record: no ids, and not what stands beside them."""
    names = [name for name in type(record).model_fields if not name.endswith("_id") and name not in _NO_VALUES]
    said_by_field = "body" if isinstance(record, VoteReading) else "kind" if isinstance(record, PointReading) else ""
    return {name: getattr(record, name) for name in names if name != said_by_field}


def _reviewer(reading: PageReading, places: Places) -> Iterator[Finding]:
    reviewer, reader = reading.reviewer, reading.extractor or ""
    assert reviewer is not None
    for field in ("name", "motto"):
        if text := getattr(reviewer, field):
            yield Finding(reviewer.name, field, text, reader, text, places.find(text, field))
    for quote in reviewer.quotes:
        place = places.find(quote.text, "quote")
        yield Finding(reviewer.name, "quote", {"tagline": quote.tagline}, reader, quote.text, place)


def _missing(reading: PageReading, site: Site, findings: list[Finding]) -> Iterator[Missing]:
    """What the readers of a page look for, but for what they found."""
    if reading.reviewer and not reading.reviewer.motto:
        yield Missing(reading.reviewer.name, ["motto"])
    if not reading.tools:
        if reading.kind == "comparison" or reading.state == "not_comparison":
            yield Missing(None, ["tools"])
        return
    sought = _sought(reading, site)
    for label in _labels(reading).values():
        found = {finding.field for finding in findings if finding.about == label}
        if fields := [field for field in sought if field not in found]:
            yield Missing(label, fields)
    if "price" in sought and not reading.winners:
        yield Missing(None, ["winner"])


def _sought(reading: PageReading, site: Site) -> list[str]:
    """Fields that a page's reader can give; a site's own may give all."""
    is_panel = bool(reading.votes or reading.quotes or site.layout is PANEL)
    if site.extract:
        return [*_SAID, *_FACTS, *(_PANEL if is_panel else ())]
    return [*_SAID, *_PANEL] if is_panel else list(_FACTS)
