"""Whatever a site puts between the parts of a page: it is read as before, or the reader says that it is not."""

import re
from typing import Final

import pytest

from normalize.extract import read
from normalize.records import PageReading

INTRUDERS: Final = {
    "advert": "<div><span>Advertisement</span><p>Ropes, 40% off until Friday</p></div>",
    "quoting_advert": "<aside>Sponsored<p>“The best rope I ever tied, of many.”</p><p>— Olga, rigger</p></aside>",
    "related": "<section><h3>Related comparisons</h3><a><h4>Gull vs Tern</h4><p>12% Panel ship</p></a></section>",
    "related_of_a_tool": "<div><h3>More comparisons</h3><div><h4>Heron</h4><span>vs</span><h4>Tern</h4><p>12%</p>"
    "<p>Panel ship</p></div></div>",
    "quoting_related": "<section><h3>Related comparisons</h3><h4>Heron vs Tern</h4>"
    "<p>“Terns dive, and that is that.”</p></section>",
    "cookies": "<div><p>We use cookies to improve this site.</p><button>Accept</button></div>",
    "newsletter": "<form><h3>Weekly harbour verdicts</h3><p>The next comparison in your inbox</p><input></form>",
    "picker": "<label>Swap a tool <select><option>Heron</option><option>Ibis</option></select></label>",
    "payload": '<script>{"a":"Heron 5% Panel ship"}</script>',
    "date": "<p>Updated 3 March 2026</p>",
    "versus": "<div>vs</div>",
    "drawing": "<svg><text>75%</text></svg>",
    "link": '<div><a href="/tool/x">Read the full Heron review →</a></div>',
}
LONG: Final = "is described in a paragraph of the length that they have on such pages, from which no field is taken."
PLACES: Final = re.compile(r"<(?:div|section|article|h2|h4|p|dl|table)\b")


def heading(name: str, category: str) -> str:
    return f"<p>{category}</p><h2>{name}</h2><p>{name} stands still, mostly</p>"


def opinion(reviewer: str, score: int, text: str) -> str:
    verdict = "ship" if score > 50 else "skip"
    return f"<article><h4>{reviewer}</h4><p>{score}/100 · {verdict}</p><p>“{text}”</p></article>"


def card(name: str, category: str, share: str, votes: str) -> str:
    stats = f"<dl><dt>Panel ship</dt><dd>{share}</dd><dt>Community</dt><dd>{votes}</dd><dt>Entry</dt><dd>Free</dd></dl>"
    return f"<section>{heading(name, category)}{stats}<p>{name} {LONG}</p></section>"


def cells_above(name: str, category: str, share: str, votes: str) -> str:
    stats = ((share, "Panel ship"), (votes, "Community"), ("Paid", "Entry"))
    printed = "".join(f"<div><p>{value}</p><p>{label}</p></div>" for value, label in stats)
    return f"<div>{heading(name, category)}<div>{printed}</div><p>{name} {LONG}</p></div>"


DECISION: Final = (
    "<table><tr><th>Decision<th>Heron<th>Ibis<tr><th>Panel verdict<td>Ship · 2 ship / 0 skip<td>Mixed · 1 ship / 1 skip"
    "<tr><th>Community<td>20% Ship (1 / 5)<td>No community votes yet<tr><th>Pricing<td>Nothing<td>A fish a day</table>"
)
OPINIONS: Final = [
    (("Plumber", 81, "It holds water, for once."), ("Plumber", 72, "It leaks where I can see it.")),
    (("Skeptic", 64, "I looked for the catch and found a heron."), ("Skeptic", 21, "An ibis in a heron's coat.")),
]
PAGES: Final = {
    "rows": card("Heron", "Birds", "100%", "20%")
    + card("Ibis", "Tools", "50%", "—")
    + DECISION
    + "<h2>Reviewer scorecard</h2><div>"
    + "".join(f"<div>{opinion(*first)}{opinion(*second)}</div>" for first, second in OPINIONS)
    + "</div>",
    "groups": cells_above("Heron", "Birds", "100%", "20%")
    + cells_above("Ibis", "Tools", "50%", "—")
    + "<section><h2>Reviewer scorecard</h2>"
    + "".join(
        f"<div><h4>{name}</h4>{''.join(f'<p>“{row[side][2]}”</p>' for row in OPINIONS)}</div>"
        for side, name in enumerate(("Heron", "Ibis"))
    )
    + "</section>",
}


def read_page(body: str) -> PageReading:
    html = f"<title>Heron vs Ibis</title><body><h1>Heron vs Ibis</h1>{body}"
    return read(
        html.encode(), url="https://shiporskip.io/compare/heron-vs-ibis", content_type="text/html; charset=utf-8"
    )


def facts(reading: PageReading) -> tuple[object, ...]:
    return reading.tools, reading.votes, sorted(reading.quotes, key=lambda quote: quote.quote_id)


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_read(page: str) -> None:
    reading = read_page(PAGES[page])
    assert (reading.problems, len(reading.tools), len(reading.quotes)) == ([], 2, 4)


@pytest.mark.parametrize("intruder", INTRUDERS)
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_read_wrong_in_silence(page: str, intruder: str) -> None:
    body = PAGES[page]
    expected = facts(read_page(body))
    places = [match.start() for match in PLACES.finditer(body)]
    assert len(places) > 20
    for place in places:
        reading = read_page(body[:place] + INTRUDERS[intruder] + body[place:])
        assert reading.problems or facts(reading) == expected, body[place - 60 : place + 60]
