"""Pages made by hand, each for one way in which a reader may be led astray without noticing."""

from typing import Final

import pytest

from normalize.extract import read
from normalize.records import PageReading

HTML: Final = "text/html; charset=utf-8"
CARD: Final = "<p>Data Work</p><h2>{name}</h2><p>Sorts what {name} is given</p>{votes}<p>{name} {long}</p>"
VOTES: Final = (
    "<div><b>75%</b><i>Panel ship</i></div><div><b>—</b><i>Community</i></div><div><b>Free</b><i>Entry</i></div>"
)
LONG: Final = "is described in a paragraph of the length that they have on such pages, from which no field is taken."
ROWS: Final = "".join(f"<div><p>{{a{i}}}</p><p>{{b{i}}}</p></div>" for i in (1, 2))


def text_of(place: str) -> str:
    return f"At {place}, what a reviewer wrote after using it for a good while, in one sentence."


def quoted(place: str) -> str:
    return f"“{text_of(place)}”"


def card(name: str, votes: str = VOTES) -> str:
    return CARD.format(name=name, votes=votes, long=LONG)


def page(scorecard: str, cards: str | None = None, after: str = "") -> PageReading:
    """Read a page on Heron and Ibis; `{a1}` in the scorecard stands for the first quote about the first tool."""
    quotes = {f"{side}{row}": quoted(f"{side}{row}") for side in "ab" for row in range(1, 6)}
    cards = cards if cards is not None else f"<div>{card('Heron')}</div><div>{card('Ibis')}</div>"
    body = f"<h1>Heron vs Ibis</h1><div>{cards}</div><div><h2>Reviewer scorecard</h2>{scorecard}</div>{after}"
    html = f"<title>Heron vs Ibis</title><body>{body}".format(**quotes)
    return read(html.encode(), url="https://shiporskip.io/compare/heron-vs-ibis", content_type=HTML)


def quotes(reading: PageReading) -> list[tuple[str, int, str]]:
    """Tool, slot and place of each quote, the place being where the page put it."""
    names = {tool.tool_id: tool.name for tool in reading.tools}
    places = {text_of(f"{side}{row}"): f"{side}{row}" for side in "ab" for row in range(1, 6)}
    return sorted((names[quote.tool_id], quote.slot, places.get(quote.text, quote.text)) for quote in reading.quotes)


TWO_ROWS: Final = [("Heron", 1, "a1"), ("Heron", 2, "a2"), ("Ibis", 1, "b1"), ("Ibis", 2, "b2")]


def test_a_take_alone_in_its_row_is_kept_and_counted() -> None:
    def take(name: str, place: str) -> str:
        return f"<div><h4>{name}</h4><blockquote>{{{place}}}</blockquote></div>"

    rows = [
        *(f"<section>{take('Heron', f'a{i}')}{take('Ibis', f'b{i}')}</section>" for i in (1, 2)),
        f"<section>{take('Ibis', 'b3')}</section>",
        f"<section>{take('Heron', 'a4')}{take('Ibis', 'b4')}</section>",
    ]
    assert quotes(page(f"<div>{''.join(rows[:3])}</div>")) == [*TWO_ROWS, ("Ibis", 3, "b3")]
    assert quotes(page(f"<div>{''.join(rows)}</div>")) == sorted(
        [*TWO_ROWS, ("Ibis", 3, "b3"), ("Heron", 4, "a4"), ("Ibis", 4, "b4")]
    )


def test_empty_cells_at_the_end_of_a_grid_keep_their_places() -> None:
    cells = "".join(f"<div>{cell}</div>" for cell in ("{a1}", "{b1}", "{a2}", "{b2}", "{a3}", "", "{a4}", ""))
    assert quotes(page(f"<section>{cells}</section>")) == sorted([*TWO_ROWS, ("Heron", 3, "a3"), ("Heron", 4, "a4")])


def test_a_dash_in_a_seat_leaves_the_reviewer_to_the_other() -> None:
    def seat(place: str) -> str:
        return f"<td><div>80/100 · ship</div><p>{{{place}}}</p></td>"

    table = (
        f"<table><tr><th>Reviewer<th>Heron<th>Ibis<tr><th>Plumber</th>{seat('a1')}{seat('b1')}"
        f"<tr><th>Skeptic</th>{seat('a2')}{seat('b2')}<tr><th>Archivist</th><td>—</td>{seat('b3')}</table>"
    )
    reading = page(table)
    assert quotes(reading) == [*TWO_ROWS, ("Ibis", 3, "b3")]
    assert [q.reviewer for q in sorted(reading.quotes, key=lambda q: q.slot)] == [
        *["Plumber"] * 2,
        *["Skeptic"] * 2,
        "Archivist",
    ]


def test_labels_in_one_row_and_values_in_the_next() -> None:
    votes = "<div><b>Panel ship</b><b>Community</b><b>Entry</b></div><div><i>75%</i><i>40%</i><i>Paid</i></div>"
    reading = page(ROWS, f"<div>{card('Heron', votes)}</div><div>{card('Ibis', votes)}</div>")
    assert reading.problems == []
    assert [(vote.body, vote.text) for vote in reading.votes] == [("panel", "75%"), ("community", "40%")] * 2
    assert [tool.entry_text for tool in reading.tools] == ["Paid", "Paid"]


def test_a_value_that_is_not_understood_is_no_vote_of_none() -> None:
    reading = page(ROWS, card("Heron", VOTES.replace("—", "12 voices")) + card("Ibis"))
    assert reading.problems == ["community: not found for 'Heron'"]
    assert [(vote.body, vote.state) for vote in reading.votes] == [
        ("panel", "voted"),
        ("panel", "voted"),
        ("community", "none"),
    ]


def test_a_category_between_name_and_tagline() -> None:
    lines = "<h3>{}</h3><em>Developer Tools</em><p>Nets with a fine grip</p><p>It {}</p>{}"
    reading = page(ROWS, "".join(f"<div>{lines.format(name, LONG, VOTES)}</div>" for name in ("Heron", "Ibis")))
    assert reading.problems == []
    assert [(tool.category, tool.tagline) for tool in reading.tools] == [
        ("Developer Tools", "Nets with a fine grip"),
        ("Developer Tools", "Nets with a fine grip"),
    ]


def test_a_quoting_card_of_another_comparison_beside_quotes_without_marks() -> None:
    related = "<h2>Keep comparing</h2><div><h4>Heron vs Stork</h4><p>11%</p><p>Panel ship</p><p>{b5}</p></div>"
    columns = "<div><h4>Heron</h4><p>{a1}</p><p>{a2}</p></div><div><h4>Ibis</h4><p>{b1}</p><p>{b2}</p></div>"
    bare = columns.format(**{f"{side}{row}": text_of(f"{side}{row}") for side in "ab" for row in (1, 2)})
    assert quotes(page(bare, after=related)) == TWO_ROWS


def test_a_related_card_inside_rows_that_were_never_closed() -> None:
    row = "<div><div>{{a{i}}}</div><div>{{b{i}}}"
    related = "<div><h2>Related comparisons</h2><div><a>Gull vs Tern</a><p>20%<p>Panel ship</div></div>"
    rows = "".join(row.format(i=i) for i in (1, 2))
    assert quotes(page(rows, after=f"{related}<footer><p>Subscribe to our newsletter</p>")) == TWO_ROWS


def test_a_table_of_contents_above_a_table_whose_columns_are_the_tools() -> None:
    contents = "<nav><ul><li><a>Overview</a></li><li><a>Reviewer scorecard</a></li></ul></nav>"
    lines = [
        ("", "Data Work", "Data Work"),
        ("", "Heron", "Ibis"),
        ("", "Sorts what it is given", "Sorts what it has"),
        *(("Panel ship", "75%", "25%"), ("Community", "—", "—"), ("Entry", "Free", "Paid")),
        ("", f"Heron {LONG}", f"Ibis {LONG}"),
    ]
    table = "".join(f"<tr><th>{label}<td>{first}<td>{second}" for label, first, second in lines)
    related = "<section><h3>Heron vs Stork</h3><p>61%</p><p>Panel ship</p></section>"
    reading = page(ROWS, f"{contents}{related}<table>{table}</table>")
    assert quotes(reading) == TWO_ROWS
    assert [tool.tagline for tool in reading.tools] == ["Sorts what it is given", "Sorts what it has"]


def test_a_footer_inside_what_was_never_closed_is_no_quote() -> None:
    rows = "<div><figure><p>{a1}</p></figure><figure><p>{b1}</p></figure>"
    rows += "<div><figure><p>{a2}</p></figure><figure><p>{b2}</p></figure>"
    assert quotes(page(rows, after="<footer><p>Afloat, since the tide.</p></footer>")) == TWO_ROWS


@pytest.mark.parametrize("value", ["150%", "~75%", "75 percent", "Loading…", "12 votes", "?", "-5%"])
@pytest.mark.parametrize("order", ["{0}{1}", "{1}{0}"])
def test_what_is_printed_for_a_vote_and_not_understood_is_said(value: str, order: str) -> None:
    fields = (("75%", "Panel ship"), (value, "Community"), ("Free", "Entry"))
    votes = "".join(order.format(f"<p>{printed}</p>", f"<p>{label}</p>") for printed, label in fields)
    reading = page(ROWS, card("Heron", votes) + card("Ibis", votes.replace(value, "—")))
    assert reading.problems == ["community: not found for 'Heron'"]
    assert [vote.text for vote in reading.votes] == ["75%", "75%", "—"]


@pytest.mark.parametrize("heading", ["Related comparisons", "What people say", "Testimonials"])
def test_quotes_below_another_heading_are_not_of_the_scorecard(heading: str) -> None:
    voices = f"<h2>{heading}</h2><div><p>{{a3}}</p><p>{{b3}}</p></div>"
    assert quotes(page(f"<div>{ROWS}</div>{voices}")) == TWO_ROWS


def test_a_score_without_a_quote_signs_no_other_quote() -> None:
    def seat(reviewer: str, score: int, place: str) -> str:
        text = f"<blockquote>{{{place}}}</blockquote>" if place else ""
        return f"<div><h4>{reviewer}</h4><p>{score}/100 · ship</p>{text}</div>"

    seats = (("Plumber", 81, "a1"), ("Plumber", 82, "b1"), ("Skeptic", 83, ""), ("Archivist", 84, "b2"))
    reading = page("<div>{}</div>".format("".join(seat(*each) for each in seats)))
    assert [(quote.reviewer, quote.score) for quote in reading.quotes if quote.text == text_of("b2")] in (
        [],
        [("Archivist", 84)],
    )
    assert reading.problems


def test_two_quotes_about_one_tool_keep_their_column() -> None:
    cells = "".join(f"<div>{cell}</div>" for cell in ("{a1}", "", "{a2}", ""))
    assert quotes(page(f"<section>{cells}</section>")) == [("Heron", 1, "a1"), ("Heron", 2, "a2")]


def test_a_reviewers_page_without_quotation_marks_whose_items_differ() -> None:
    items = [(f"Tagline number {n} of a tool", text_of(f"a{n}")) for n in range(1, 5)]
    tags = ("li", "li", "div", "li")
    lines = "".join(f"<{tag}><p>{line}</p><p>{text}</p></{tag}>" for tag, (line, text) in zip(tags, items, strict=True))
    head = "<title>The Futurist</title><h1>The Futurist</h1><p>“Ask me tomorrow.”</p>"
    html = head + "<p>Harbour verdicts({}, 2 shipped)</p><ul>{}</ul>"
    url = "https://shiporskip.io/reviewer/futurist"
    reading = read(html.format("4 tools", lines).encode(), url=url, content_type=HTML)
    assert reading.reviewer is not None
    assert [(quote.tagline, quote.text) for quote in reading.reviewer.quotes] == items
    assert reading.problems == []
    reading = read(html.format("5 tools", lines).encode(), url=url, content_type=HTML)
    assert [problem.partition(":")[0] for problem in reading.problems] == ["quotes"]


def test_a_table_with_a_row_per_tool_below_a_heading_in_pieces() -> None:
    rows = "".join(
        f"<tr><td><p>Birds</p><a>{name}</a><p>Stands in one line</p><td>{share}<td>{entry}<td>It {LONG}"
        for name, share, entry in (("Heron", "100%", "Paid"), ("Ibis", "50%", "Free"))
    )
    table = f"<table><tr><th>Tool<th>Panel ship<th>Entry<th>About{rows}</table>"
    body = f"<h1><span>Heron</span> <span>vs</span> <span>Ibis</span></h1>{table}<h2>Reviewer scorecard</h2>{ROWS}"
    places = {place: quoted(place) for place in ("a1", "b1", "a2", "b2")}
    html = f"<title>Heron vs Ibis</title><body>{body}".format(**places)
    reading = read(html.encode(), url="https://shiporskip.io/compare/heron-vs-ibis", content_type=HTML)
    assert [(tool.name, tool.tagline, tool.entry_text) for tool in reading.tools] == [
        ("Heron", "Stands in one line", "Paid"),
        ("Ibis", "Stands in one line", "Free"),
    ]
    assert quotes(reading) == TWO_ROWS


def test_a_reviewers_page_whose_lines_share_an_element() -> None:
    items = [("Tagline of a tool", text_of("a1")), ("Newsletter for people", text_of("a2"))]
    lines = "".join(f"<p>{line}<br>“{text}”</p>" for line, text in items)
    head = "<title>The Futurist</title><h1>The Futurist</h1><p>“Ask me tomorrow.”</p>"
    url = "https://shiporskip.io/reviewer/futurist"
    for body in (lines, lines.replace("<br>", "</p><p>")):
        html = f"{head}<p>Harbour verdicts(2 tools, 1 shipped)</p>{body}"
        reading = read(html.encode(), url=url, content_type=HTML)
        assert reading.reviewer is not None
        assert [(quote.tagline, quote.text) for quote in reading.reviewer.quotes] == items
        assert reading.problems == []


def test_a_page_that_is_not_found_is_no_reviewer() -> None:
    html = "<title>Oh dear</title><h1>Page not found</h1><p>Nothing here.</p>"
    reading = read(html.encode(), url="https://shiporskip.io/reviewer/nobody", content_type=HTML)
    assert (reading.reviewer, reading.state, reading.problems) == (
        *(None, "not_comparison", ["reviewer: no name found"]),
    )


@pytest.mark.parametrize("title", ["Heron vs Ibis", "Heron vs. Ibis — Ship or Skip", "Heron vs Ibis | The panel - all"])
def test_names_that_the_title_alone_puts_side_by_side(title: str) -> None:
    cards = f"<div>{card('Heron')}</div><div>{card('Ibis')}</div>"
    body = f"{cards}<h2>Reviewer scorecard</h2>{ROWS}".format(
        **{place: quoted(place) for place in ("a1", "b1", "a2", "b2")}
    )
    html = f"<title>{title}</title><body><h1>Which of them?</h1>{body}"
    reading = read(html.encode(), url="https://shiporskip.io/compare/heron-vs-ibis", content_type=HTML)
    assert ([tool.name for tool in reading.tools], reading.problems) == (["Heron", "Ibis"], [])
    assert quotes(reading) == TWO_ROWS


def test_slugs_of_a_text_file() -> None:
    lines = ["Heron vs Ibis", *(f"Birds\n{name}\nStands\n75%\nPanel ship" for name in ("Heron", "Ibis"))]
    url = "https://shiporskip.io/compare/heron-vs-ibis.txt"
    reading = read("\n".join(lines).encode(), url=url, content_type="text/plain")
    assert [tool.slug for tool in reading.tools] == ["heron", "ibis"]
