"""Fields of a card that stand where another could: read by what both cards have in common, or named."""

from itertools import product
from typing import Final

import pytest
from test_reader_cases import LONG, ROWS, VOTES, card, page, quotes

from normalize.records import PageReading

NAMES: Final = ("Heron", "Ibis")
CARD: Final = "<p>Data Work</p><h2>{name}</h2><p>Stands in the water</p>{votes}<p>{name} {long}</p>"
DECISION: Final = "<table><tr><th>Decision<th>Heron<th>Ibis<tr><td>{}<td>{}<td>{}</table>"
CONTROLS: Final = (
    "<label>Swap tool <select><option>Gull</select></label>",
    "<label>Change <span>tool</span><select><option>Tern</select></label>",
    "<button>Swap</button>",
)
PLACES: Final = ("{}<h2>", "</h2>{}", "{}<b>75%", "</b>{}<i>Panel ship", "Free</b>{}")


def cards(form: str) -> PageReading:
    """Read a page whose two cards have the same form."""
    return page(ROWS, "".join(f"<div>{form.format(name=name, votes=VOTES, long=LONG)}</div>" for name in NAMES))


def taglines(reading: PageReading) -> list[tuple[str | None, str | None]]:
    return [(tool.category, tool.tagline) for tool in reading.tools]


@pytest.mark.parametrize(
    ("place", "control"), [("</h2>{}", "<a href='/visit'>Visit site</a>"), *product(PLACES, CONTROLS)]
)
def test_links_and_controls_are_no_fields(place: str, control: str) -> None:
    reading = cards(CARD.replace("{votes}", VOTES).replace(place.format(""), place.format(control)))
    assert reading.problems == []
    assert taglines(reading) == [("Data Work", "Stands in the water")] * 2
    assert [vote.text for vote in reading.votes] == ["75%", "—"] * 2


@pytest.mark.parametrize("note", ["<small>of the panel</small>", "<em>of four</em><small>reviewers</small>"])
def test_words_between_a_value_and_its_label(note: str) -> None:
    votes = VOTES.replace("<b>75%</b>", f"<b>75%</b>{note}")
    reading = page(ROWS, f"<div>{card('Heron', votes)}</div><div>{card('Ibis', votes)}</div>")
    assert reading.problems == []
    assert [(vote.body, vote.text) for vote in reading.votes] == [("panel", "75%"), ("community", "—")] * 2


def test_words_between_values_and_labels_of_one_list_are_no_vote_of_none() -> None:
    votes = "<p>75%</p><p>of the panel</p><p>Panel ship</p><p>—</p><p>Community</p><p>Free</p><p>Entry</p>"
    reading = page(ROWS, f"<div>{card('Heron', votes)}</div><div>{card('Ibis', votes)}</div>")
    assert reading.problems == ["panel: not found for 'Heron'", "panel: not found for 'Ibis'"]
    assert [(vote.body, vote.text) for vote in reading.votes] == [("community", "—")] * 2


def test_a_blank_cell_is_a_vote_of_none() -> None:
    votes = VOTES.replace("<b>75%</b>", "<b></b>")
    reading = page(ROWS, f"<div>{card('Heron', votes)}</div><div>{card('Ibis', votes)}</div>")
    assert reading.problems == []
    assert [(vote.body, vote.state) for vote in reading.votes] == [("panel", "none"), ("community", "none")] * 2


def test_a_category_below_the_tagline() -> None:
    lines = {"Heron": ("Small", "Data Work"), "Ibis": ("Red all over", "Office Chores")}
    form = "<h2>{}</h2><p>{}</p><span>{}</span>{}<p>It {}</p>"
    both = (form.format(name, *said, VOTES, LONG) for name, said in lines.items())
    reading = page(ROWS, "".join(f"<div>{each}</div>" for each in both))
    assert reading.problems == []
    assert taglines(reading) == [("Data Work", "Small"), ("Office Chores", "Red all over")]


def test_a_description_of_two_paragraphs() -> None:
    second = "It goes on in a second paragraph, of which no reader would say that it is no description."
    reading = cards(CARD + f"<p>{second}</p>")
    assert reading.problems == []
    assert [tool.description for tool in reading.tools] == [f"{name} {LONG} {second}" for name in NAMES]


def test_what_follows_a_card_without_a_description_is_none() -> None:
    bare = "<p>Data Work</p><h2>Ibis</h2><p>Stands in the water</p>" + VOTES
    advert = "<p>Fizz helps teams of every size to ship their release notes on time.</p><a>Try Fizz</a>"
    reading = page(ROWS, f"<div>{card('Heron')}</div><div>{bare}</div>{advert}")
    assert reading.problems == ["description: not found for 'Ibis'"]


def test_cards_above_the_heading_that_cut_their_texts() -> None:
    narrow = "".join(f"<div>{card(name)}</div>" for name in NAMES).replace(LONG[20:], "…")
    intro = "<h1>Heron vs Ibis</h1><p>Which one should you choose? Here is what the panel made of them, in all.</p>"
    wide = "".join(f"<div>{card(name)}</div>" for name in NAMES)
    for first in (narrow, narrow.replace(f"<p>Ibis {LONG[:20]}…</p>", "")):
        reading = page(ROWS, f"<div>{first}</div>{intro}<div>{wide}</div>")
        assert reading.problems == []
        assert [tool.description for tool in reading.tools] == [f"{name} {LONG}" for name in NAMES]


@pytest.mark.parametrize(("row", "field"), [("Category", "category"), ("Best for", "tagline")])
def test_card_and_table_that_disagree(row: str, field: str) -> None:
    table = DECISION.format(row, "Waders", "Of the marsh")
    reading = page(ROWS, f"{card('Heron')}{card('Ibis')}{table}")
    said = {"category": ["Data Work"] * 2, "tagline": [f"Sorts what {name} is given" for name in NAMES]}[field]
    assert reading.problems[:2] == [
        f"{field}: {said[0]!r} beside 'Waders' for 'Heron'",
        f"{field}: {said[1]!r} beside 'Of the marsh' for 'Ibis'",
    ]
    assert [getattr(tool, field) for tool in reading.tools] == ["Waders", "Of the marsh"]


def test_a_quote_behind_the_name_of_its_tool() -> None:
    rows = "".join(f"<p><b>Ibis:</b> {{b{row}}}</p><p><b>Heron:</b> {{a{row}}}</p>" for row in (1, 2))
    reading = page(f"<div>{rows}</div>")
    assert reading.problems == []
    assert quotes(reading) == [("Heron", 1, "a1"), ("Heron", 2, "a2"), ("Ibis", 1, "b1"), ("Ibis", 2, "b2")]
