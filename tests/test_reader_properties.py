"""What holds for every page: a reading comes out, the same each time, of the words alone, in time linear in length."""

import gc
import re
import time
from dataclasses import replace
from html import escape
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from pages.layouts import LAYOUTS, build

from crawler.sample.catalogue import Comparison, comparisons
from crawler.sample.frame import ORIGIN
from crawler.sample.site import respond
from normalize.extract import read
from normalize.records import PageReading
from normalize.text import clean

URL: Final = f"{ORIGIN}/compare/anchor-vs-buoy"
HTML: Final = "text/html; charset=utf-8"
CONTENT_TYPES: Final = (
    None,
    HTML,
    "text/plain",
    "text/html; charset=utf-16",
    "text/html; charset=nonsense",
    "image/png",
    "",
)
ADDRESSES: Final = (
    None,
    URL,
    f"{ORIGIN}/reviewer/skeptic",
    f"{ORIGIN}/compare",
    "https://else.test/a-vs-b",
    "file:page.html",
    "https://[",
)
MARKUP: Final = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "<dl><dt>",
        "<dd>",
        "<ul><li>",
        "<br>",
        "<span>",
    ),
    *(
        "</span>",
        "<h1>",
        "<h2>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<title>",
        "<svg>",
        "<template>",
        "<body>",
        "&#27;[31m",
    ),
    *(
        "Anchor vs Buoy",
        "Anchor",
        "Buoy",
        "vs",
        "Panel ship",
        "Community",
        "Entry",
        "Free",
        "75%",
        "100%",
        "0%",
        "—",
        "Ship",
    ),
    *(
        "Reviewer scorecard",
        "Decision",
        "Panel verdict",
        "Ship · 3 ship / 1 skip",
        "0% Ship (0 / 1)",
        "(3 / 0)",
        "Pricing",
    ),
    *(
        "Skeptic",
        "85/100 · ship",
        "101/100",
        "“It holds in a storm, and I have been in several.”",
        "“",
        "”",
        '"',
        "Category",
        " ",
    ),
)
OFTEN: Final = settings(max_examples=300, deadline=None)
RARELY: Final = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
COMPARISONS: Final = st.sampled_from(comparisons())


def said(body: bytes, content_type: str | None = HTML, url: str | None = URL) -> dict[str, Any]:
    """What a reading says, but for the digest of the bytes it was read from."""
    return read(body, url=url, content_type=content_type).model_dump(exclude={"content_sha256"})


def sample_page(comparison: Comparison) -> tuple[bytes, str]:
    """A page of the sample site, with its content type."""
    response = respond(comparison.path)
    return response.body, response.headers["Content-Type"]


def card(
    name: str,
    *,
    share: str = "75%",
    votes: str = "—",
    about: str = "It is put into the water and does what it is told.",
) -> str:
    """A card; texts are markup."""
    stats = f"<b>{share}</b><i>Panel ship</i><b>{votes}</b><i>Community</i><b>Free</b><i>Entry</i>"
    return f"<div><p>Harbour</p><h2>{name}</h2><p>{name} is a claim</p><div>{stats}</div><p>{about}</p></div>"


def comparison_page(cards: str, rest: str) -> bytes:
    """A page that compares two tools; `rest` follows the heading of its scorecard."""
    title = "<title>Anchor vs Buoy</title><h1>Anchor vs Buoy</h1>"
    return f"{title}<div>{cards}</div><section><h3>Reviewer scorecard</h3>{rest}</section>".encode("utf-8", "replace")


CARDS: Final = card("Anchor") + card("Buoy")


def assert_reading(body: bytes, content_type: str | None, url: str | None) -> None:
    """Any bytes give a reading, the same twice, with shares in range and a reason where nothing was read."""
    reading = read(body, url=url, content_type=content_type)
    assert isinstance(reading, PageReading)
    assert reading == read(body, url=url, content_type=content_type)
    assert all(vote.share is None or 0 <= vote.share <= 1 for vote in reading.votes)
    assert reading.state in ("ok", "not_comparison") or reading.problems


@OFTEN
@given(st.binary(max_size=4000), st.sampled_from(CONTENT_TYPES), st.sampled_from(ADDRESSES))
@example(b"", None, None)
@example(b"\xff\xfe<\x00", "text/html", URL)
def test_any_bytes_give_a_reading(body: bytes, content_type: str | None, url: str | None) -> None:
    assert_reading(body, content_type, url)


@OFTEN
@given(
    st.lists(st.sampled_from(MARKUP) | st.text(max_size=12)), st.sampled_from(CONTENT_TYPES), st.sampled_from(ADDRESSES)
)
def test_any_markup_gives_a_reading(pieces: list[str], content_type: str | None, url: str | None) -> None:
    assert_reading("".join(pieces).encode("utf-8", "replace"), content_type, url)


@RARELY
@given(COMPARISONS, st.data(), st.sampled_from(CONTENT_TYPES))
def test_damaged_pages_give_a_reading(comparison: Comparison, data: st.DataObject, content_type: str | None) -> None:
    body, _ = sample_page(comparison)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), min_size=1, max_size=6)))
    pieces = [body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    damaged = data.draw(
        st.permutations(pieces).map(b"".join) | st.just(pieces[0]) | st.just(data.draw(st.binary()).join(pieces))
    )
    assert_reading(damaged, content_type, ORIGIN + comparison.path)


@RARELY
@given(COMPARISONS, st.lists(st.text("abcdefxyz -_:", max_size=12), min_size=1))
def test_class_names_say_nothing(comparison: Comparison, names: list[str]) -> None:
    body, content_type = sample_page(comparison)
    at = iter(range(10**6))
    renamed = re.sub(rb'(?<=class=")[^"]*', lambda _: names[next(at) % len(names)].encode(), body)
    every = re.sub(rb"<(div|p|td|li|section)>", rb'<\1 class="price sponsored">', renamed)
    url = ORIGIN + comparison.path
    assert said(every, content_type, url) == said(renamed, content_type, url) == said(body, content_type, url)


@RARELY
@given(COMPARISONS, st.sampled_from(list(LAYOUTS)), st.sampled_from(["div", "section", "x-wrap"]), st.data())
def test_a_wrapper_says_nothing(comparison: Comparison, layout: str, tag: str, data: st.DataObject) -> None:
    page = build(replace(comparison, layout=layout), layout)
    root = html.document_fromstring(page.body.decode())
    blocks = [
        each for each in root.find("body").iter("main", "div", "section", "p", "h2", "ul", "dl", "table", "blockquote")
    ]
    element = data.draw(st.sampled_from([each for each in blocks if each.getparent().tag not in ("dl", "ul", "ol")]))
    wrapper = etree.Element(tag)
    wrapper.tail, element.tail = element.tail, None
    element.getparent().replace(element, wrapper)
    wrapper.append(element)
    assert said(etree.tostring(root, method="html"), url=page.url) == said(page.body, url=page.url)


# Control characters are no text, and curly double marks inside a quote make where it ends a riddle.
TEXTS: Final = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="“”„‟"), max_size=200)


@OFTEN
@given(TEXTS, TEXTS)
@example('`{a}` <b> &amp; "x" → ~ @', "\u00ad\u200b\u202e soft")
@example("👩‍👩‍👧", "e\u0301 ﬁ \u2028 line")
def test_text_survives_a_page(quote: str, description: str) -> None:
    quote = f"The reviewer wrote, word for word: {quote} and then went home."
    description = f"The makers say of it, word for word: {description} and nothing more."
    other = "“The other one floats, which is all that I have ever asked of a thing in the water.”"
    cards = card("Anchor", about=escape(description)) + card("Buoy")
    reading = read(
        comparison_page(cards, f"<div><p>“{escape(quote)}”</p><p>{other}</p></div>"), url=URL, content_type=HTML
    )
    assert reading.problems == []
    assert (reading.quotes[0].text, reading.tools[0].description) == (clean(quote), clean(description))


@OFTEN
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
@example(100, 1, 0)
@example(101, 0, 0)
def test_shares_stay_in_range(percent: int, ships: int, total: int) -> None:
    votes = f"{percent}% Ship ({ships} / {total})"
    cards = card("Anchor", share=f"{percent}%", votes=votes) + card("Buoy", votes=f"({ships} / {total})")
    body = comparison_page(cards, "<p>—</p>")
    assert_reading(body, HTML, URL)
    panel = next((vote for vote in read(body, url=URL, content_type=HTML).votes if vote.body == "panel"), None)
    assert percent > 100 or (panel is not None and panel.share == percent / 100)


QUOTE: Final = "“It holds in a storm, and I have been in several of those by now.”"
REPEATED: Final = {
    "names": "<p>Anchor</p><p>Buoy</p>",
    "one_name": "<p>Anchor</p>",
    "labels": "<p>Panel ship</p>",
    "labels_in_one_text": "Panel ship ",
    "values": "<p>75%</p>",
    "scores": "<p>85/100 · ship</p>",
    "names_of_reviewers": "<p>Skeptic</p>",
    "quotes": f"<p>{QUOTE}</p>",
    "signed_quotes": f"<h4>Skeptic</h4><p>85/100 · ship</p><p>{QUOTE}</p>",
    "quotes_in_cells": f"<tr><td>{QUOTE}<td>{QUOTE}",
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
SIZE: Final = 40_000
GROWTH: Final = 4
BOUND: Final = 2 * GROWTH  # times as long; quadratic time would take 16 times as long
ATTEMPTS: Final = 4


def seconds(body: bytes, runs: int = 2) -> float:
    """Processor time that reading a page takes, the least of some runs."""
    spent = []
    for _ in range(runs):
        gc.collect()
        started = time.process_time()
        read(body, url=URL, content_type=HTML)
        spent.append(time.process_time() - started)
    return min(spent)


@pytest.mark.parametrize("kind", REPEATED)
def test_time_is_linear(kind: str) -> None:
    """Repeating a part four times as often takes about four times as long; a busy machine gets more than one try."""
    times = max(1, SIZE // len(REPEATED[kind]))
    small, large = (comparison_page(CARDS, REPEATED[kind] * n) for n in (times, GROWTH * times))
    ratios = []
    while not ratios or (min(ratios) > BOUND and len(ratios) < ATTEMPTS):
        ratios.append(seconds(large) / seconds(small))
    assert min(ratios) <= BOUND, f"{kind}: {GROWTH} times as long took {ratios} times as long"


def test_a_hundred_thousand_open_divs_are_read() -> None:
    body = comparison_page(CARDS, "<div>" * 100_000)
    started = time.process_time()
    reading = read(body, url=URL, content_type=HTML)
    assert [tool.name for tool in reading.tools] == ["Anchor", "Buoy"]
    assert time.process_time() - started < 5
