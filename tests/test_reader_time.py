"""Reading takes time linear in a page's length, whatever is repeated in it."""

import cProfile
from typing import Final

import pytest
from pages.plain import CARDS, HTML, URL, plain_page

from normalize.extract import read
from normalize.page import read_html

QUOTE: Final = "“It holds in a storm, and I have been in several of those by now.”"
REPEATED: Final = {
    "names": "<p>Anchor</p><p>Buoy</p>",
    "one_name": "<p>Anchor</p>",
    "labels": "<p>Panel ship</p>",
    "labels_in_one_text": "Panel ship ",
    "values": "<p>75%</p>",
    "scores": "<p>85/100 · ship</p>",
    "sections_between": "<section><p>Related comparisons</p><p>Gull</p></section>",
    "names_of_reviewers": "<p>Skeptic</p>",
    "quotes": f"<p>{QUOTE}</p>",
    "signed_quotes": f"<h4>Skeptic</h4><p>85/100 · ship</p><p>{QUOTE}</p>",
    "quotes_in_cells": f"<tr><td>{QUOTE}<td>{QUOTE}",
    "quotes_in_rows": f"<div><p>{QUOTE}</p><p>{QUOTE}</p></div>",
    "named_quotes": f"<h4>Anchor</h4><p>{QUOTE}</p>",
    "opening_marks": "<p>“ It was opened here</p>",
    "opening_marks_alone": "<p>“</p>",
    "closing_marks": "<p>it was closed here ”</p>",
    "marks_in_one_text": "“It ",
    "links": "<a href='/compare/anchor-vs-cleat'>Anchor vs Cleat</a><br><b>Cleat</b>",
    "links_in_one_text": "Anchor vs Buoy ",
    "lone_versus": "<p>vs</p>",
    "cards": CARDS,
    "headings": "<h2>Reviewer scorecard</h2>",
    "decisions": "<table><tr><th>Decision<th>Anchor<th>Buoy<tr><td>Pricing<td>Free<td>Paid</table>",
    "decision_rows": "<p>Pricing</p><p>Free</p><p>Paid</p>",
    "dashes": "<p>—</p>",
    "dashes_in_one_text": "— ",
    "digits": "7",
    "adverts": "<div><small>Sponsored</small><p>Anchors, 20% off.</p></div>",
    "options": "<select><option>Anchor<option>Buoy</select>",
    "rows_of_labels": "<p>Anchor</p><p>75%</p><p>50%</p><p>Panel ship</p><p>Community</p>",
    "asides": "<aside><p>A rope, they say.</p></aside>",
    "deep_asides": "<aside>",
    "open_cells": f"<div class=row><div class=cell><p>{QUOTE}</p><div class=cell>",
    "phrases": "<p>It <em>holds</em> <a href='#'>well</a>",
    "spans": "<span>7</span><span>5%</span>",
    "breaks": "It holds<br>",
    "deep": "<div>",
    "deep_texts": "<div>It holds",
    "deep_quotes": f"<div>{QUOTE}",
    "deep_phrases": "<b>It holds",
    "broken_tags": "<p <",
    "entities": "&ldquo;&#27;",
}
SIZE: Final = 70_000  # characters of the smaller page: more than are read without a look for endless tags
GROWTH: Final = 4
# Where calls grow with the square, the larger page takes 16 times as many.
MOST_CALLS: Final = 1.5 * GROWTH


def calls(body: bytes) -> int:
    """Calls and steps of generators that reading a page takes: the same on every machine."""
    profile = cProfile.Profile()
    profile.runcall(read, body, url=URL, content_type=HTML)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("kind", REPEATED)
def test_time_is_linear(kind: str) -> None:
    """Four times as much takes about four times as many calls."""
    times = max(1, SIZE // len(REPEATED[kind]))
    small, large = (plain_page(CARDS, REPEATED[kind] * n) for n in (times, GROWTH * times))
    read(large, url=URL, content_type=HTML)  # fills what is remembered from page to page
    assert calls(large) <= MOST_CALLS * calls(small)


def test_a_hundred_thousand_open_divs_are_read() -> None:
    body = plain_page(CARDS, "<div>" * 100_000)
    reading = read(body, url=URL, content_type=HTML)
    assert [tool.name for tool in reading.tools] == ["Anchor", "Buoy"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_tag_of_many_attributes_is_read_without_them(quote: str) -> None:
    attributes = " ".join(f"a{number}={quote}>{quote}" if quote else f"a{number}=1" for number in range(200_000))
    page = read_html(f"<title>T</title><p>before</p><div {attributes}>inside</div><p>after</p>")
    assert [block.text for block in page.blocks] == ["before", "inside", "after"]


@pytest.mark.parametrize("attribute", [' a{0}="<"', ' a{0}="</p><p>"', "/a{0}", 'a{0}="1"'])
def test_many_attributes_are_dropped_however_they_are_written(attribute: str) -> None:
    attributes = "".join(map(attribute.format, range(200_000)))
    page = read_html(f"<p>before</p><div {attributes}>inside</div><p hidden>not</p><p>after</p>")
    assert [block.text for block in page.blocks] == ["before", "inside", "after"] and not page.problems


def test_a_tag_of_many_attributes_that_is_hidden_is_told() -> None:
    attributes = " ".join(f'a{number}="<>"' for number in range(200_000))
    page = read_html(f'<p>before</p><!-- <a b=" --><div {attributes}>inside</div>')
    assert page.problems == ["markup: more than 1000 attributes in a tag, not read"] and not page.blocks


def test_of_more_tags_than_a_page_may_have_the_first_are_read() -> None:
    page = read_html("<p>first</p>" + "<p><b>" * 400_000 + "<p>last</p>")
    assert [block.text for block in page.blocks] == ["first"]
    assert page.problems == ["markup: more than 300000 tags, read in part"]
    assert sum(1 for _ in page.root.iter()) < 310_000
