"""What a page says as facts that can be counted: of a fixture's JSON, of labelled pages, and of a reading."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final

from normalize.records import PageReading

Fact = tuple[str, ...]  # table, tool, and the values of its columns, folded

# What makes a fact of each table; what stands alone beside its key is a fact of its own.
COLUMNS: Final = {
    "prices": ("amount", "currency", "period", "is_free"),
    "ratings": ("value", "best"),
    "features": ("feature", "text"),
    "points": ("kind", "text"),
}
_FIELDS: Final = {
    "tools": ("tagline", "category", "description", "entry", "entry_text", "pricing_text"),
    "quotes": ("reviewer", "slot", "verdict", "score"),
    "votes": ("state", "share", "ships", "skips", "total", "label", "text"),
}
_KEYS: Final = {"quotes": "text", "votes": "body"}
_FLAGS: Final = frozenset({"is_free", "is_tie"})
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_BULLET: Final = re.compile(r"^(?:[✓✔✅✗✘❌✖×•·▪●○◦➤→+\-–—*]|👍|👎)+")
_HASHED: Final = "sha256:"
OVERALL: Final = "overall"
ANY: Final = "*"


def fold(column: str, value: object) -> str:
    """The form in which two prints of one value are equal: case and white space are no difference."""
    if value == ANY:
        return ANY
    if column in _FLAGS:
        return str(bool(value)).lower()
    if isinstance(value, int | float):
        return f"{value:g}" if abs(value) < 1e6 else repr(float(value))
    text = str("" if value is None else value)
    if text.startswith(_HASHED):
        return text
    folded = "".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split()).casefold()
    return _BULLET.sub("", folded) if column == "point" else folded


def fact(table: str, row: Mapping[str, Any]) -> Fact:
    """A row of a table as a fact."""
    columns = COLUMNS[table]
    names = ["point" if (table, column) == ("points", "text") else column for column in columns]
    return table, fold("tool", row["tool"]), *(fold(n, row.get(c)) for n, c in zip(names, columns, strict=True))


def winner(row: Mapping[str, Any]) -> Fact:
    """Who wins in a scope."""
    tool = None if row.get("is_tie") else row.get("tool")
    return "winners", fold("tool", tool), fold("scope", row.get("scope", OVERALL)), fold("is_tie", row.get("is_tie"))


def hashed(one: Fact) -> Fact:
    """A fact whose last text is told by its hash, as labels keep long ones."""
    return (*one[:-1], _HASHED + hashlib.sha256(one[-1].encode()).hexdigest()[:24])


def of_reading(reading: PageReading) -> dict[Fact, str | None]:
    """The facts of a reading, each with what the page prints of it."""
    names = {tool.tool_id: tool.name for tool in reading.tools}
    found: dict[Fact, str | None] = {}
    for tool in reading.tools:
        found |= dict(_of_row("tools", tool.name, tool.model_dump()))
    for table in ("quotes", "votes"):
        for row in getattr(reading, table):
            found |= dict(_of_row(table, names[row.tool_id], row.model_dump()))
    for table in COLUMNS:
        for row in getattr(reading, table):
            if table != "prices" or row.is_free or row.amount is not None:
                found.setdefault(fact(table, row.model_dump() | {"tool": names[row.tool_id]}), row.text)
    for row in reading.winners:
        found[winner(row.model_dump() | {"tool": names.get(row.tool_id or "")})] = row.text
    if reading.reviewer is not None:
        found |= dict(_of_reviewer(reading.reviewer.model_dump()))
    return found


def _of_row(table: str, tool: str, row: Mapping[str, Any]) -> Iterator[tuple[Fact, str | None]]:
    """A tool, quote or vote by its key, and each thing said of it."""
    key = row[_KEYS[table]] if table in _KEYS else None
    start = (table, fold("tool", tool)) if key is None else (table, fold("tool", tool), fold("text", key))
    yield start, tool if key is None else str(key) if table == "quotes" else None
    for field in _FIELDS[table]:
        if row.get(field) is not None:
            yield (*start, field, fold(field, row[field])), str(row[field]) if isinstance(row[field], str) else None


def _of_reviewer(row: Mapping[str, Any]) -> Iterator[tuple[Fact, str | None]]:
    yield ("reviewer", fold("name", row["name"])), row["name"]
    if row.get("motto"):
        yield ("reviewer", "motto", fold("motto", row["motto"])), row["motto"]
    for quote in row["quotes"]:
        yield ("reviewer", "quote", fold("text", quote["text"])), quote["text"]


def of_fixture(told: Mapping[str, Any]) -> set[Fact]:
    """The facts of a fixture's JSON: rows stand under their tool, or name it."""
    found: set[Fact] = set()
    for tool in told["tools"]:
        found |= dict(_of_row("tools", tool["name"], tool)).keys()
        for table in ("quotes", "votes"):
            for row in tool.get(table, []):
                found |= dict(_of_row(table, tool["name"], row)).keys()
        found |= {fact(table, row | {"tool": tool["name"]}) for table in COLUMNS for row in tool.get(table, [])}
    found |= {fact(table, row) for table in COLUMNS for row in told.get(table, [])}
    found |= {winner(row) for row in told.get("winners", [])}
    if told.get("reviewer"):
        found |= dict(_of_reviewer(told["reviewer"])).keys()
    return found


def of_labels(told: Mapping[str, Any]) -> tuple[list[set[Fact]], list[Fact]]:
    """The facts of a labelled page, each as all readings that are right, and patterns of those that are no fault."""
    facts: list[set[Fact]] = []
    optional: list[Fact] = []
    for table in told["scored"]:
        rows: Any = told[table] or []
        if table == "tools":
            facts += [{("tools", fold("tool", name))} for name in rows]
        elif table == "winner":
            facts += [{winner(rows)}] if rows else []
        else:
            facts += [{fact(table, each) for each in _readings(row)} for row in rows]
            patterns = told.get("optional", {}).get(table, [])
            optional += [fact(table, dict.fromkeys(("tool", *COLUMNS[table]), ANY) | row) for row in patterns]
    return facts, optional


def _readings(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """All that a fact may be read as."""
    others = row.get("or", {})
    columns = [[(key, value) for value in (row[key], *others.get(key, []))] for key in row if key != "or"]
    return (dict(chosen) for chosen in product(*columns))
