"""What holds for every page: a reading comes out, the same each time, and of the words alone."""

import re
from html import escape
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from pages.layouts import LAYOUTS, build
from pages.plain import HTML, URL, card, plain_page

from crawler.sample.catalogue import Comparison, comparisons
from crawler.sample.frame import ORIGIN
from crawler.sample.site import respond
from normalize.extract import read
from normalize.records import PageReading
from normalize.text import clean

CONTENT_TYPES: Final = (None, "", HTML, "text/plain", "text/html; charset=utf-16", "text/html; charset=no", "image/png")
ADDRESSES: Final = (
    *(None, URL, f"{ORIGIN}/reviewer/skeptic", f"{ORIGIN}/compare", "https://else.test/a-vs-b", "file:page.html"),
    *("https://shiporskip.io/compare/a-vs-b-vs-c?page=2#x", "http://sample.test:8080/?a=%00&b", "http://ü.test/ä"),
)
TAGS: Final = """<p> </p> <div> </div> <table> <tr> <td> <th> <dl><dt> <dd> <ul><li> <br> <span> </span> <h1> <h2> <!--
--> <script> </script> <title> <svg> <template> <body> &#27;[31m“ “ ” " | —""".split()
WORDS: Final = """Anchor vs Buoy|Anchor|Buoy|vs|Panel ship|Community|Entry|Free|75%|100%|0%|Ship|Reviewer scorecard
Decision|Panel verdict|Ship · 3 ship / 1 skip|0% Ship (0 / 1)|(3 / 0)|Pricing|Category|Skeptic|85/100 · ship
101/100|Sponsored
“It holds in a storm, and I have been in several.”""".replace("\n", "|").split("|")
PIECES: Final = st.lists(st.sampled_from([*TAGS, *WORDS]) | st.text(max_size=12))
COMPARISONS: Final = st.sampled_from(comparisons())
# Control characters are no text, and curly double marks inside a quote make where it ends a riddle.
TEXTS: Final = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="“”„‟"), max_size=200)
OFTEN: Final = settings(max_examples=300, deadline=None)
RARELY: Final = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_reading(body: bytes, content_type: str | None, url: str | None) -> None:
    """Any bytes give a reading, the same twice, with shares in range and a reason where nothing was read."""
    reading = read(body, url=url, content_type=content_type)
    assert isinstance(reading, PageReading)
    assert reading == read(body, url=url, content_type=content_type)
    assert all(vote.share is None or 0 <= vote.share <= 1 for vote in reading.votes)
    assert reading.state in ("ok", "not_comparison") or reading.problems


def said(body: bytes, content_type: str, url: str) -> dict[str, Any]:
    """What a reading says, but for the digest of the bytes it was read from."""
    return read(body, url=url, content_type=content_type).model_dump(exclude={"content_sha256"})


def sample_page(comparison: Comparison) -> tuple[bytes, str, str]:
    """A page of the sample site, with its content type and its address."""
    response = respond(comparison.path)
    return response.body, response.headers["Content-Type"], ORIGIN + comparison.path


@OFTEN
@given(st.binary(max_size=4000), st.sampled_from(CONTENT_TYPES), st.sampled_from(ADDRESSES))
@example(b"", None, None)
@example(b"\xff\xfe<\x00", "text/html", URL)
def test_any_bytes_give_a_reading(body: bytes, content_type: str | None, url: str | None) -> None:
    assert_reading(body, content_type, url)


@OFTEN
@given(PIECES, st.sampled_from(CONTENT_TYPES), st.sampled_from(ADDRESSES))
def test_any_markup_gives_a_reading(pieces: list[str], content_type: str | None, url: str | None) -> None:
    assert_reading("".join(pieces).encode("utf-8", "replace"), content_type, url)


@OFTEN
@given(st.text(max_size=40), st.sampled_from(ADDRESSES))
def test_any_content_type_gives_a_reading(content_type: str, url: str | None) -> None:
    assert_reading("<p>Anchor – Buoy".encode(), content_type, url)


@pytest.mark.parametrize(
    "charset",
    ["base64", "bz2", "hex", "idna", "punycode", "quopri", "rot13", "undefined", "unicode_escape", "uu", "zlib"],
)
def test_any_charset_gives_a_reading(charset: str) -> None:
    body = "<p>Anchor – Buoy".encode()
    assert_reading(body, f"text/html; charset={charset}", URL)
    assert_reading(f"<meta charset={charset}>".encode() + body, None, URL)


@pytest.mark.parametrize("url", ["https://[", "ftp://x/a", "/compare/a-vs-b", "http://x:abc/", "http://x/\udc80"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not an http or https URL"):
        read(b"<p>Anchor", url=url, content_type=HTML)


@RARELY
@given(COMPARISONS, st.data(), st.binary(max_size=20), st.sampled_from(CONTENT_TYPES))
def test_damaged_pages_give_a_reading(
    comparison: Comparison, data: st.DataObject, dirt: bytes, content_type: str | None
) -> None:
    body, _, url = sample_page(comparison)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), min_size=1, max_size=6)))
    pieces = [body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    shuffled = data.draw(st.permutations(pieces))
    for damaged in (pieces[0], pieces[-1], b"".join(shuffled), dirt.join(pieces)):
        assert_reading(damaged, content_type, url)


@RARELY
@given(COMPARISONS, st.lists(st.text("abcdefxyz -_:", max_size=12), min_size=1))
def test_class_names_say_nothing(comparison: Comparison, names: list[str]) -> None:
    body, content_type, url = sample_page(comparison)
    numbers = iter(range(10**6))
    renamed = re.sub(rb'(?<=class=")[^"]*', lambda _: names[next(numbers) % len(names)].encode(), body)
    misled = re.sub(rb"<(div|p|td|li|section)>", rb'<\1 class="price sponsored">', renamed)
    assert said(misled, content_type, url) == said(renamed, content_type, url) == said(body, content_type, url)


@RARELY
@given(COMPARISONS, st.sampled_from(list(LAYOUTS)), st.sampled_from(["div", "section", "x-wrap"]), st.data())
def test_a_wrapper_says_nothing(comparison: Comparison, layout: str, tag: str, data: st.DataObject) -> None:
    page = build(comparison, layout)
    root = html.document_fromstring(page.body.decode())
    blocks = list(root.iter("main", "div", "section", "p", "h2", "ul", "dl", "table", "blockquote"))
    element = data.draw(st.sampled_from([each for each in blocks if each.getparent().tag not in ("dl", "ul", "ol")]))
    wrapper = etree.Element(tag)
    wrapper.tail, element.tail = element.tail, None
    element.getparent().replace(element, wrapper)
    wrapper.append(element)
    assert said(etree.tostring(root, method="html"), HTML, page.url) == said(page.body, HTML, page.url)


@OFTEN
@given(TEXTS, TEXTS)
@example('`{a}` <b> &amp; "x" → ~ @', "\u00ad\u200b\u202e soft")
@example("", "0 VS")
@example("👩‍👩‍👧", "e\u0301 ﬁ \u2028 line")
def test_text_survives_a_page(quote: str, description: str) -> None:
    quote = f"The reviewer wrote, word for word: {quote} and then went home."
    description = f"The makers say of it, word for word: {description} and nothing more."
    other = "“The other one floats, which is all that I have ever asked of a thing in the water.”"
    cards = card("Anchor", about=escape(description)) + card("Buoy")
    body = plain_page(cards, f"<div><p>“{escape(quote)}”</p><p>{other}</p></div>")
    reading = read(body, url=URL, content_type=HTML)
    assert reading.problems == []
    assert (reading.quotes[0].text, reading.tools[0].description) == (clean(quote), clean(description))


@OFTEN
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
@example(100, 1, 0)
@example(101, 0, 0)
def test_shares_stay_in_range(percent: int, ships: int, total: int) -> None:
    votes = f"{percent}% Ship ({ships} / {total})"
    cards = card("Anchor", share=f"{percent}%", votes=votes) + card("Buoy", votes=f"({ships} / {total})")
    body = plain_page(cards, "<p>—</p>")
    assert_reading(body, HTML, URL)
    panel = next((vote for vote in read(body, url=URL, content_type=HTML).votes if vote.body == "panel"), None)
    assert percent > 100 or (panel is not None and panel.share == percent / 100)
