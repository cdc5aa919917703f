"""Cells that are blank, or hold little: what stands in the others keeps its place."""

import pytest
from test_reader_cases import HTML, ROWS, TWO_ROWS, card, page, quotes, text_of

from normalize.extract import read

LABELS = "<tr><td>Panel ship</td><td>Community</td><td>Entry</td></tr>"


def votes_of(table: str) -> tuple[list[tuple[str, str]], list[str | None], list[str]]:
    reading = page(ROWS, card("Heron", table) + card("Ibis", table))
    return [(vote.state, vote.text) for vote in reading.votes], [t.entry_text for t in reading.tools], reading.problems


@pytest.mark.parametrize("blank", ["", "&nbsp;", "<p></p>"])
@pytest.mark.parametrize("order", ["{0}{1}", "{1}{0}", "<thead>{0}</thead><tbody>{1}</tbody>"])
def test_a_blank_cell_in_a_row_of_values(order: str, blank: str) -> None:
    values = f"<tr><td>75%</td><td>{blank}</td><td>Free</td></tr>"
    table = f"<table>{order.format(values, LABELS)}</table>"
    for markup in (table, table.replace("tr>", "div>").replace("td>", "div>")):
        assert votes_of(markup) == ([("voted", "75%"), ("none", "")] * 2, ["Free"] * 2, [])


@pytest.mark.parametrize("dash", ["—", "–", "-"])
@pytest.mark.parametrize("order", ["{0} {1}", "{1} {0}", "{1}: {0}"])
def test_a_dash_in_one_text_with_its_label(order: str, dash: str) -> None:
    prints = (("75%", "Panel ship"), (dash, "Community"), ("Free", "Entry"))
    lines = "".join(f"<p>{order.format(value, label)}</p>" for value, label in prints)
    assert votes_of(lines) == ([("voted", "75%"), ("none", dash)] * 2, ["Free"] * 2, [])


@pytest.mark.parametrize("blank", ["", "—"])
def test_rows_of_which_each_has_one_quote(blank: str) -> None:
    places = [("{a1}", blank), (blank, "{b2}"), ("{a3}", blank), (blank, "{b4}")]
    rows = "".join(f"<tr><td><p>{one}</p></td><td>{other}</td></tr>" for one, other in places)
    expected = [("Heron", 1, "a1"), ("Heron", 3, "a3"), ("Ibis", 2, "b2"), ("Ibis", 4, "b4")]
    assert quotes(page(f"<table>{rows}</table>")) == expected
    rows = rows.replace("tr>", "div>").replace("td>", "article>").replace("<article><p>", "<div><article><p>")
    assert quotes(page(f"<div>{rows.replace('</p></article>', '</p></article></div>')}</div>")) == expected


def test_a_short_quote_among_long_ones() -> None:
    rows = ROWS.replace("{b1}", "Quiet.")
    for left, right in (("", ""), ('"', '"')):
        marked = {f"{{{place}}}": f"{left}{text_of(place)}{right}" for place in ("a1", "a2", "b2")}
        scorecard = rows.replace("Quiet.", f"{left}Quiet.{right}")
        for place, text in marked.items():
            scorecard = scorecard.replace(place, text)
        assert quotes(page(scorecard)) == [*TWO_ROWS[:2], ("Ibis", 1, "Quiet."), TWO_ROWS[3]]


def unmarked(scorecard: str) -> str:
    """A scorecard without quotation marks."""
    for place in ("a1", "b1", "a2", "b2"):
        scorecard = scorecard.replace(f"{{{place}}}", text_of(place))
    return scorecard


INTRUDER = "<div>Sponsored</div>"
THIRD = f"<div><p>{text_of('a3')}</p><p>{text_of('b3')}</p></div>"
GROUPS = "<div><h3>Heron</h3><p>{a1}</p><p>{a2}</p></div><div><h3>Ibis</h3><p>{b1}</p><p>{b2}</p></div>"


@pytest.mark.parametrize(
    "scorecard",
    [
        unmarked(ROWS).replace(text_of("a2"), f"{text_of('a2')}<div></div>"),
        unmarked(ROWS.replace("<p>{b2}", f"{INTRUDER}<p>{{b2}}") + THIRD),
        ROWS.replace("<p>{b2}</p>", f"<div><p>{{b2}}</p>{INTRUDER}</div>"),
        unmarked(ROWS.replace("{b2}</p>", "{b2}</p><div></div>")),
        GROUPS.replace("{a2}", text_of("a2")).replace("{b1}", text_of("b1")).replace("{b2}", text_of("b2")),
    ],
)
def test_one_cell_unlike_the_others(scorecard: str) -> None:
    third = [("Heron", 3, "a3"), ("Ibis", 3, "b3")] if THIRD in scorecard else []
    assert quotes(page(f"<div>{scorecard}</div>")) == sorted([*TWO_ROWS, *third])


def test_a_quote_said_of_both_tools() -> None:
    reading = page(f"<div>{ROWS}<div><p>{{a3}}</p><p>{{a3}}</p></div></div>")
    assert quotes(reading) == sorted([*TWO_ROWS, ("Heron", 3, "a3"), ("Ibis", 3, "a3")])
    assert reading.problems == []


def test_an_aside_in_a_card_is_no_description() -> None:
    advert = "<aside><p>Try some rope for thirty days, ninety percent off.</p></aside>"
    cards = [card(name).replace("<div><b>75%", f"{advert}<div><b>75%") for name in ("Heron", "Ibis")]
    reading = page(ROWS, "".join(cards))
    assert [(tool.description or "").split()[0] for tool in reading.tools] == ["Heron", "Ibis"]


def test_quotes_that_are_all_short() -> None:
    said = {"a1": "Holds.", "b1": "Leaks a bit.", "a2": "Dear, but dry!", "b2": "Would I sail it?"}
    scorecard = ROWS
    for place, text in said.items():
        scorecard = scorecard.replace(f"{{{place}}}", text)
    assert quotes(page(scorecard)) == [(name, slot, said[place]) for name, slot, place in TWO_ROWS]


@pytest.mark.parametrize("said", ['It ran {{"mode": "slow"}} all day', '"Good enough" they say', 'A ("b") and ["c"]'])
def test_straight_marks_around_others(said: str) -> None:
    text = f"{said}, and the tide came in as it does."
    reading = page(ROWS.replace("{a1}", f'"{text}"').replace("{b1}", f'"{text_of("b1")}"'))
    assert text.format() in [quote.text for quote in reading.quotes]


def test_shares_side_by_side_are_no_names() -> None:
    head = "<h1><span>Heron</span> <span>vs</span> <span>Ibis</span></h1>"
    related = "<h2>Related comparisons</h2><a><p>Heron vs Gull</p><p>75% vs 50%</p></a><p>50%</p><p>75%</p>"
    html = f"{head}{card('Heron')}{card('Ibis')}{related}"
    reading = read(html.encode(), url="https://shiporskip.io/compare/a-vs-b", content_type=HTML)
    assert [tool.name for tool in reading.tools] == ["Heron", "Ibis"]


def test_a_table_copied_as_text() -> None:
    lines = ["Heron vs Ibis", *(f"Birds\n{name}\nStands still\n75%\nPanel ship" for name in ("Heron", "Ibis"))]
    lines += ["Decision\tHeron\tIbis", "Panel verdict\tShip · 3 ship / 1 skip\tShip · 6 ship / 2 skip"]
    lines += ["Pricing\tA fish\tTwo fish"]
    url = "https://shiporskip.io/compare/heron-vs-ibis"
    reading = read("\n".join(lines).encode(), url=url, content_type="text/plain")
    assert [(vote.ships, vote.skips) for vote in reading.votes if vote.body == "panel"] == [(3, 1), (6, 2)]
    assert [tool.pricing_text for tool in reading.tools] == ["A fish", "Two fish"]


def test_a_score_on_a_reviewers_page_is_no_tagline() -> None:
    items = "".join(f"<p>Tagline {n}</p><p>85/100</p><p>ship</p><p>“{text_of(f'a{n}')}”</p>" for n in (1, 2))
    html = f"<h1>The Futurist</h1><p>“Ask me tomorrow.”</p><p>Birds verdicts(2 tools, 1 shipped)</p>{items}"
    reading = read(html.encode(), url="https://shiporskip.io/reviewer/the-futurist", content_type=HTML)
    assert reading.reviewer is not None
    assert [quote.tagline for quote in reading.reviewer.quotes] == ["Tagline 1", "Tagline 2"]


@pytest.mark.parametrize(("first", "second"), [("Heron Pro Pro", "Heron Pro"), ("Heron (beta) (Beta)", "Heron (beta)")])
def test_slugs_that_differ_by_a_word_said_twice(first: str, second: str) -> None:
    html = f"<title>{first} vs {second}</title><h1>{first} vs {second}</h1>{card(first)}{card(second)}"
    slugs = ["-".join(name.casefold().replace("(", "").replace(")", "").split()) for name in (first, second)]
    url = "https://shiporskip.io/compare/" + "-vs-".join(sorted(slugs))
    assert [tool.slug for tool in read(html.encode(), url=url, content_type=HTML).tools] == slugs
