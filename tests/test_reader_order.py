"""Quotes that only their order gives to a tool: read where the page bears the order out, named where it does not."""

from typing import Final

import pytest
from test_reader_cases import TWO_ROWS, card, page, quoted, quotes, text_of

from normalize.extract import read

HERONS: Final = [("Heron", row, f"a{row}") for row in (1, 2, 3, 4)]
IBISES: Final = [("Ibis", row, f"b{row}") for row in (1, 2, 3, 4)]
EIGHT: Final = [*HERONS, *IBISES]
A: Final = [f"<p>{{a{row}}}</p>" for row in (1, 2, 3, 4)]
B: Final = [f"<p>{{b{row}}}</p>" for row in (1, 2, 3, 4)]
NAMED: Final = f"<div><h4>Heron</h4>{''.join(A)}</div><div><h4>Ibis</h4>{''.join(B)}</div>"
HEADED: Final = "<table><tr><th>Ibis<th>Heron{}</table>".format(
    "".join(f"<tr><td>{{b{row}}}<td>{{a{row}}}" for row in (1, 2, 3, 4))
)
ROWS: Final = "".join(f"<div>{a}{b}</div>" for a, b in zip(A, B, strict=True))
COLUMNS: Final = f"<div>{''.join(A)}</div><div>{''.join(B)}</div>"


def seat(place: str, reviewer: str) -> str:
    return f"<div><b>{reviewer}</b><i>70/100 · ship</i><p>{{{place}}}</p></div>"


def problems_on(field: str, n_quotes: int, place: str) -> list[str]:
    return [f"quotes: {n_quotes} quotes {field}, as {text_of(place)[:60]!r}"]


@pytest.mark.parametrize("row", ["<tr><td>{}</td><td></td></tr>", "<div>{}<p></p></div>", "<li>{}<p> </p></li>"])
def test_an_empty_cell_in_every_row(row: str) -> None:
    reading = page("".join(row.format(quote) for quote in A))
    assert (reading.problems, quotes(reading)) == ([], HERONS)
    reading = page("".join(f"<tr><td></td><td>{quote}</td></tr>" for quote in B[:2]).join(("<table>", "</table>")))
    assert (reading.problems, quotes(reading)) == ([], IBISES[:2])


def test_a_list_beside_an_empty_one_may_be_a_column() -> None:
    reading = page(f"<section><div>{''.join(A)}</div><div></div></section>")
    assert quotes(reading) == []
    assert reading.problems == [*problems_on("whose tool cannot be told", 4, "a1"), "quotes: none found"]


def test_a_list_beside_a_place_for_an_advert() -> None:
    flat = "".join(a + b for a, b in zip(A, B, strict=True))
    reading = page(f"<section><div>{flat}</div><div data-unit='7'></div></section>")
    assert (reading.problems, quotes(reading)) == ([], EIGHT)


def test_each_column_holds_a_card_and_its_scorecard() -> None:
    columns = "".join(
        f"<div>{card(name)}<h3>Reviewer scorecard</h3>{''.join(texts)}</div>"
        for name, texts in (("Heron", A), ("Ibis", B))
    ).format(**{f"{side}{row}": quoted(f"{side}{row}") for side in "ab" for row in (1, 2, 3, 4)})
    html = f"<title>Heron vs Ibis</title><body><h1>Heron vs Ibis</h1>{columns}"
    url, content_type = "https://shiporskip.io/compare/heron-vs-ibis", "text/html; charset=utf-8"
    reading = read(html.encode(), url=url, content_type=content_type)
    assert (reading.problems, quotes(reading)) == ([], EIGHT)


@pytest.mark.parametrize("second", [NAMED, HEADED, ROWS, COLUMNS])
@pytest.mark.parametrize("first", [NAMED, HEADED, ROWS, COLUMNS])
def test_quotes_printed_twice_in_two_arrangements(first: str, second: str) -> None:
    reading = page(f"<div>{first}</div><div>{second}</div>")
    assert (reading.problems, quotes(reading)) == ([], EIGHT)


def test_copies_that_contradict_each_other() -> None:
    swapped = ROWS.translate(str.maketrans("ab", "ba"))
    reading = page(f"<div>{NAMED}</div><div>{swapped}</div>")
    assert quotes(reading) == []
    assert reading.problems == [*problems_on("that stand with both tools", 8, "a1"), "quotes: none found"]


def test_a_text_that_its_place_gives_to_both_tools() -> None:
    reading = page("".join(f"<div>{quote}{quote}</div>" for quote in A[:3]))
    assert quotes(reading) == []
    assert reading.problems == [*problems_on("whose tool cannot be told", 3, "a1"), "quotes: none found"]


def test_the_first_words_of_what_is_folded_away() -> None:
    rows = "".join(f"<div>{a}{b}</div>" for a, b in zip(A, B, strict=True))
    folded = rows.replace("<p>", "<details><summary>At {}</summary><p>").replace("</p>", "</p></details>")
    for place in (f"{side}{row}" for row in (1, 2, 3, 4) for side in "ab"):
        folded = folded.replace("At {}", f"“{text_of(place)[:30]}…", 1)
    reading = page(folded)
    assert (reading.problems, quotes(reading)) == ([], EIGHT)


def test_reviewers_who_contradict_the_rows() -> None:
    herons = seat("a1", "Plumber") + seat("a2", "Skeptic")
    ibises = "".join(seat(f"b{row}", name) for row, name in enumerate(("Plumber", "Skeptic", "Archivist", "Clerk"), 1))
    reading = page(f"<section>{herons}{ibises}</section>")
    assert (reading.problems, quotes(reading)) == ([], [*HERONS[:2], *IBISES])


def test_a_row_of_one_in_a_flat_list_is_told_by_the_reviewers() -> None:
    seats = [seat("a1", "Plumber"), seat("b1", "Plumber"), seat("a2", "Skeptic"), seat("a3", "Clerk")]
    reading = page(f"<section>{''.join(seats)}{seat('b3', 'Clerk')}</section>")
    assert quotes(reading) == [("Heron", 1, "a1"), ("Heron", 3, "a3"), ("Ibis", 1, "b1"), ("Ibis", 3, "b3")]
    assert reading.problems == problems_on("whose tool cannot be told", 1, "a2")


def test_a_row_with_one_cell_keeps_its_place() -> None:
    rows = [f"<div>{A[0]}{B[0]}</div>", f"<div>{A[1]}</div>", *(f"<div>{A[at]}{B[at]}</div>" for at in (2, 3))]
    reading = page(f"<section>{''.join(rows)}</section>")
    assert quotes(reading) == [each for each in EIGHT if each[1] != 2]
    assert reading.problems == problems_on("whose tool cannot be told", 1, "a2")


def test_a_quoting_advert_between_rows() -> None:
    rows = [f"<div>{a}{b}</div>" for a, b in zip(A, B, strict=True)]
    rows.insert(1, "<div><p>{a5}</p><a>Get Fizz</a></div>")
    reading = page(f"<section>{''.join(rows)}</section>")
    assert quotes(reading) == EIGHT
    assert reading.problems == problems_on("whose tool cannot be told", 1, "a5")


def test_two_tools_of_one_name_that_are_told_the_same() -> None:
    named = "".join(f"<div><h4>Heron</h4>{quoted('a1')}<p>{quoted('a2')}</p></div>" for _ in "ab")
    cards = f"<div>{card('Heron')}</div><div>{card('Heron').replace('75', '50')}</div>"
    html = f"<title>Heron vs Heron</title><h1>Heron vs Heron</h1>{cards}<h2>Reviewer scorecard</h2><div>{named}</div>"
    reading = read(html.encode(), url="https://shiporskip.io/compare/heron-1-vs-heron-2", content_type="text/html")
    sides = [tool.tool_id for tool in reading.tools]
    assert reading.problems == []
    assert sorted((sides.index(quote.tool_id), quote.slot) for quote in reading.quotes) == [
        *[(0, 1), (0, 2), (1, 1), (1, 2)]
    ]


def test_rows_of_two_are_rows_of_two() -> None:
    assert quotes(page("".join(f"<div>{a}{b}</div>" for a, b in zip(A[:2], B[:2], strict=True)))) == TWO_ROWS
