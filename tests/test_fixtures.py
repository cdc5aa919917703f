"""One harness for all saved pages: `fixtures/<site>/<case>.html` beside `<case>.json`, what a careful reader finds.

The JSON asserts every field of every record: one that the page does not print must stand there as null, and a list of
which it prints nothing as empty.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from crawler.fixtures import DRAFT, FETCHED, PAGE_SUFFIXES, facts, origin
from normalize import sites
from normalize.extract import read

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(path for path in FIXTURES.rglob("*") if path.is_file())
PAGES = [path for path in FILES if path.suffix in PAGE_SUFFIXES]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_saved_page_says_what_a_careful_reader_finds(page: Path) -> None:
    said = page.with_suffix(".json")
    described = json.loads(said.read_text(encoding="utf-8"))
    if DRAFT in described:
        fix = f'correct {said.relative_to(FIXTURES)} against the page, then remove its first key, "{DRAFT}"'
        pytest.fail(f"nobody has corrected this draft: {fix}", pytrace=False)
    described.pop(FETCHED, None)
    assert facts(read(page.read_bytes(), site=page.parent.name, **origin(page))) == described


def test_every_page_has_its_facts_and_every_facts_their_page() -> None:
    suffixes = defaultdict(set)
    for path in FILES:
        suffixes[str(path.relative_to(FIXTURES).with_suffix(""))].add(path.suffix)
    pairs = [{page, ".json"} for page in PAGE_SUFFIXES]
    unpaired = {case: sorted(found) for case, found in suffixes.items() if found not in pairs}
    assert unpaired == {}, "each case is a page, .html or .txt, and its .json"
    assert suffixes


def test_every_fixture_is_of_a_known_site() -> None:
    assert {path.relative_to(FIXTURES).parts[0] for path in FILES} <= set(sites.names())
