"""Fixtures: a saved page, and beside it what the page says, as JSON that a person has corrected."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from normalize.records import PageReading, Record

DRAFT: Final = "draft"
FETCHED: Final = "fetched"  # where a page was fetched and as what, which its bytes do not say
PAGE_SUFFIXES: Final = (".html", ".txt")
TEXT_PLAIN: Final = "text/plain; charset=utf-8"

_PAGE: Final = ("kind", "state", "title", "problems")
_TOOL: Final = ("slug", "name", "tagline", "category", "description", "entry", "entry_text", "pricing_text")
_OF_TOOL: Final = {
    "quotes": ("text", "reviewer", "slot", "verdict", "score"),
    "votes": ("body", "state", "share", "ships", "skips", "total", "label", "text"),
    "prices": ("plan", "amount", "currency", "period", "per", "is_free", "text", "evidence"),
    "ratings": ("value", "best", "count", "kind", "source", "text", "evidence"),
    "features": ("position", "feature", "text", "value_bool", "evidence"),
    "points": ("kind", "text", "evidence"),
}
_WINNER: Final = ("scope", "is_tie", "text", "evidence")


def facts(reading: PageReading) -> dict[str, Any]:
    """What a reading says, as a fixture's JSON has it: ids left out, what is about a tool under that tool."""
    found: dict[str, Any] = {"url": None if reading.url.startswith("file:") else reading.url}
    found |= _fields(reading, _PAGE)
    found["tools"] = [_fields(tool, _TOOL) | _of_tool(reading, tool.tool_id) for tool in reading.tools]
    names = {tool.tool_id: tool.name for tool in reading.tools}
    found["winners"] = [
        {"tool": names[winner.tool_id] if winner.tool_id else None} | _fields(winner, _WINNER)
        for winner in reading.winners
    ]
    if reading.reviewer is not None:
        quotes = [_fields(quote, ("tagline", "text")) for quote in reading.reviewer.quotes]
        found["reviewer"] = _fields(reading.reviewer, ("name", "slug", "motto")) | {"quotes": quotes}
    return found


def _of_tool(reading: PageReading, tool_id: str) -> dict[str, Any]:
    return {
        name: [_fields(record, fields) for record in getattr(reading, name) if record.tool_id == tool_id]
        for name, fields in _OF_TOOL.items()
    }


def _fields(record: Record, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def fixture_json(value: Any, indent: str = "") -> str:
    """JSON for a person to correct: what holds nothing but plain values stands in one line."""
    inner = indent + "  "
    if isinstance(value, dict) and any(isinstance(held, (dict, list)) for held in value.values()):
        lines = [f"{inner}{json.dumps(key)}: {fixture_json(held, inner)}" for key, held in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(held, dict) for held in value):
        return "[\n" + ",\n".join(inner + fixture_json(held, inner) for held in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def origin(page: Path) -> dict[str, str | None]:
    """Where a fixture's page was fetched and as what: `url` and `content_type` for reading it."""
    given = page.with_suffix(".json")
    described = json.loads(given.read_text(encoding="utf-8")) if given.is_file() else {}
    found: dict[str, str | None] = {"url": None, "content_type": TEXT_PLAIN if page.suffix == ".txt" else None}
    found.update(described.get(FETCHED, {}))
    return found
