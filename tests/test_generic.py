"""Pages of sites nobody wrote code for: real ones against what a careful reader found, and what holds for any page."""

import cProfile
import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import scrapy

from normalize.extract import read
from normalize.records import PageReading

PAGES: Final = Path(__file__).parents[2] / "shared" / "pages"
URL: Final = "https://duels.example/compare/alfa-notes-vs-beta"
HEAD: Final = (
    "<html><head><title>Alfa Notes vs Beta: which app?</title></head><body><h1>Alfa Notes vs Beta</h1>"
    "<p>Price, plans, features, support and integrations of two apps for teams.</p>"
)
PIECES: Final = """<div>|</div>|<table>|</table>|<tr>|<td>|<th>|<ul>|<li>|</li>|<p>
<h2>|<h3>|<b>|<br>|<section>|<dl><dt>|<dd>
Alfa Notes|Beta|Alfa|Alfa Notes vs Beta|Price|Pros|Cons|Rating|Winner
Overall winner: Beta|$20/mo|Free|4.5/5|9/10 — fast|✓|✗
Yes|—|Tie|Best for teams: Alfa Notes|★★★★☆|(1,234 reviews)|€9.99 per user, per month|<img alt=Beta>
<s>$30</s>|data
<td data-winner=true>|<td colspan=3>|<td rowspan=9>|Sponsored|vs""".replace("\n", "|").split("|")
REPEATED: Final = {
    "versus_headings": "<h2>Alfa Notes vs Beta</h2><p>from $20</p>",
    "names": "<p>Alfa Notes</p><p>Beta</p>",
    "names_in_rows": "<div><p>Alfa Notes</p><p>Beta</p></div>",
    "rows": "<tr><td>Price<td>$20/mo<td>$10/mo",
    "cells": "<p>Storage</p><p>yes</p><p>no</p>",
    "deep_names": "<div>Beta",
    "bold_names": "<p><b>Beta",
    "points": "<h3>Beta</h3><h4>Pros</h4><ul><li>good</ul>",
    "cards": "<div><h3>Alfa Notes</h3><p>4.5/5</p><p>$20</p></div><div><h3>Beta</h3><p>4/5</p></div>",
    "labelled": "<p>Alfa Notes: yes</p><p>Beta: no</p>",
    "winners": "<p>Beta wins overall. Winner: Alfa Notes.</p>",
    "spanning": "<tr><td rowspan=99>Price<td colspan=9 rowspan=9>$20/mo",
    "prices_in_a_text": "Beta costs $20 a month, ",
    "stars": "<div aria-label='4.5 out of 5'></div>",
    "items": '<script type="application/ld+json">{"@type":"Product","name":"Beta","offers":{"price":"9"}}</script>',
}
SIZE: Final = 20_000  # characters of the smaller page
GROWTH: Final = 4


@pytest.mark.skipif(not PAGES.exists(), reason="the shared pages are not here")
def test_real_pages_say_what_a_careful_reader_found(tmp_path: Path) -> None:
    (saved := tmp_path / "saved").mkdir()
    for page in PAGES.glob("*/*.html"):
        (saved / f"{page.parent.name}__{page.name}").write_bytes(page.read_bytes())
    assert scrapy("extract", str(saved), dataset=tmp_path / "dataset").returncode == 0
    score = [sys.executable, str(PAGES / "evaluate.py"), str(tmp_path / "dataset")]
    printed = subprocess.run(score, capture_output=True, text=True, check=True).stdout
    last = printed.splitlines()[-1].split()
    assert float(last[1]) >= 0.95 and float(last[3]) == 1.0, printed


def assert_sound(reading: PageReading) -> None:
    """What every reading owes to the tables: ids once, references that resolve, values in their ranges."""
    tools = {tool.tool_id for tool in reading.tools}
    for rows, name in (
        (reading.prices, "price_id"),
        (reading.ratings, "rating_id"),
        (reading.features, "feature_id"),
        (reading.points, "point_id"),
        (reading.winners, "winner_id"),
    ):
        ids = [getattr(row, name) for row in rows]
        assert len(ids) == len(set(ids)), name
        assert {row.tool_id for row in rows} <= tools | {None}
    assert all(rating.best is None or rating.value <= rating.best for rating in reading.ratings)
    assert not any(price.is_free and price.amount for price in reading.prices)
    assert all((winner.tool_id is None) == winner.is_tie for winner in reading.winners)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=120), st.booleans())
def test_any_markup_gives_a_sound_reading(pieces: list[str], is_named: bool) -> None:
    body = ((HEAD if is_named else "") + " ".join(pieces)).encode("utf-8", "replace")
    reading = read(body, url=URL, site="generic")
    assert_sound(reading)
    assert reading == read(body, url=URL, site="generic")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_sound_reading(body: bytes) -> None:
    assert_sound(read(HEAD.encode() + body, url=URL, site="generic"))


def values(inner: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """Objects with the keys that mean something, and anything at them."""
    known = "@type name offers price priceCurrency aggregateRating ratingValue bestRating review reviewRating".split()
    named = st.fixed_dictionaries({"name": st.sampled_from(["Beta", "Alfa Notes", "Alfa Notes vs Beta"])})
    return st.builds(lambda a, b: a | b, st.dictionaries(st.sampled_from(known), inner, max_size=5), named)


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=6), lambda x: st.lists(x) | values(x)))
def test_any_structured_data_gives_a_sound_reading(data: object) -> None:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert_sound(read((HEAD + script).encode("utf-8", "replace"), url=URL, site="generic"))


def calls(body: bytes) -> int:
    """Calls that reading a page takes: the same on every machine."""
    profile = cProfile.Profile()
    profile.runcall(read, body, url=URL, site="generic")
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("kind", REPEATED)
def test_time_is_linear(kind: str) -> None:
    times = SIZE // len(REPEATED[kind])
    table = "<table><tr><th><th>Alfa Notes<th>Beta"
    small, large = ((HEAD + table + REPEATED[kind] * n).encode() for n in (times, GROWTH * times))
    assert calls(large) <= 1.6 * GROWTH * calls(small)


def test_of_more_texts_than_a_person_reads_the_first_are_read() -> None:
    reading = read((HEAD + "<p>Beta costs $9 a month.</p>" * 30_000).encode(), url=URL, site="generic")
    assert reading.problems == ["page: the first 20000 of 30002 texts were read"]
    assert [price.amount for price in reading.prices] == [9.0]
