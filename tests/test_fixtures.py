"""One harness for all saved pages: `fixtures/<site>/<case>.html` beside `<case>.json`, what a careful reader finds.

The JSON asserts every field of every record: one that the page does not print must stand there as null.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.extract import read
from normalize.records import PageReading

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = sorted(path for path in FIXTURES.glob("*/*") if path.suffix in {".html", ".txt"})
TOOL = ("slug", "name", "tagline", "category", "description", "entry", "entry_text", "pricing_text")
QUOTE = ("text", "reviewer", "slot", "verdict", "score")
VOTE = ("body", "state", "share", "ships", "skips", "total", "label", "text")


def facts(reading: PageReading) -> dict[str, Any]:
    """What a reading says, in the shape of the JSON: ids left out, quotes and votes under their tool."""
    found: dict[str, Any] = {
        "url": None if reading.url.startswith("file:") else reading.url,
        "kind": reading.kind,
        "state": reading.state,
        "title": reading.title,
        "problems": reading.problems,
    }
    found["tools"] = [
        {name: getattr(tool, name) for name in TOOL}
        | {
            "quotes": [{n: getattr(q, n) for n in QUOTE} for q in reading.quotes if q.tool_id == tool.tool_id],
            "votes": [{n: getattr(v, n) for n in VOTE} for v in reading.votes if v.tool_id == tool.tool_id],
        }
        for tool in reading.tools
    ]
    if reading.reviewer is not None:
        reviewer = reading.reviewer
        quotes = [{"tagline": quote.tagline, "text": quote.text} for quote in reviewer.quotes]
        found["reviewer"] = {"name": reviewer.name, "slug": reviewer.slug, "motto": reviewer.motto, "quotes": quotes}
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_saved_page_says_what_a_careful_reader_finds(page: Path) -> None:
    content_type = "text/plain; charset=utf-8" if page.suffix == ".txt" else None
    reading = read(page.read_bytes(), url=None, content_type=content_type, site=page.parent.name)
    assert facts(reading) == json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


def test_every_page_has_its_facts_and_every_facts_their_page() -> None:
    described = {path.with_suffix("") for path in FIXTURES.glob("*/*.json")}
    assert described == {path.with_suffix("") for path in PAGES}
    assert len(described) == len(PAGES) > 0
