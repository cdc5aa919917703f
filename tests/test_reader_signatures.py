"""Reviewers, scores and verdicts stay with their quotes, in whatever order a page prints the three."""

from itertools import permutations
from typing import Final

import pytest
from test_reader_cases import page, quotes, text_of

from normalize.records import PageReading

REVIEWERS: Final = (("Plumber", 81, "ship"), ("Skeptic", 42, "skip"), ("Archivist", 70, "ship"))
PLACES: Final = [(f"{side}{row}", *REVIEWERS[row - 1]) for row in (1, 2, 3) for side in "ab"]
SIGNED: Final = sorted((place, reviewer, score, verdict) for place, reviewer, score, verdict in PLACES)
NAME, SCORE, QUOTE = "<span>{1}</span>", "<span>{2}/100 · {3}</span>", "<p>{{{0}}}</p>"


def signed(reading: PageReading) -> list[tuple[str, str | None, int | None, str | None]]:
    """Place, reviewer, score and verdict of each quote."""
    places = {text_of(place): place for place, *_ in PLACES}
    return sorted((places[q.text], q.reviewer, q.score, q.verdict) for q in reading.quotes)


def seats(form: str, per_row: int = 2) -> str:
    """Every quote in the same form, some to a row."""
    cells = [form.format(*each) for each in PLACES]
    return "".join(f"<div>{''.join(cells[at : at + per_row])}</div>" for at in range(0, len(cells), per_row))


@pytest.mark.parametrize("per_row", [2, 6])
@pytest.mark.parametrize("wrap", ["{}", "<article>{}</article>"])
@pytest.mark.parametrize("order", list(permutations((NAME, SCORE, QUOTE))))
def test_name_score_and_quote_in_any_order(order: tuple[str, ...], wrap: str, per_row: int) -> None:
    reading = page(seats(wrap.format("".join(order)), per_row))
    assert (reading.problems, signed(reading)) == ([], SIGNED)


@pytest.mark.parametrize(
    "score",
    [
        *("<span>{2}/100</span><span>·</span><span>{3}</span>", "<b>{3}</b><span>{2}/100</span>"),
        *("<b>{2}</b><i>/100</i> <i>·</i> <i>{3}</i>", "<span>{3}</span><i>·</i><span>{2} / 100</span>"),
    ],
)
def test_a_score_line_in_pieces(score: str) -> None:
    reading = page(seats(f"<div>{NAME}{score}{QUOTE}</div>"))
    assert (reading.problems, signed(reading)) == ([], SIGNED)


def test_a_line_on_who_that_is_names_nobody() -> None:
    reading = page(seats(f"<div>{NAME}<span>Of fifteen years</span>{SCORE}{QUOTE}</div>"))
    assert (reading.problems, signed(reading)) == ([], SIGNED)


def test_a_stray_text_beside_a_score_names_nobody() -> None:
    form = f"<div>{NAME}{SCORE}{QUOTE}</div>"
    reading = page(seats(form).replace("</span>", "</span><b>Zoom in</b>", 1))
    assert (reading.problems, signed(reading)) == ([], SIGNED)


def test_links_behind_quotes_name_nobody() -> None:
    form = f"<div>{SCORE}{QUOTE}<a>Permalink</a></div>"
    rows = "".join(
        f"<section><h4>{name}</h4>{''.join(form.format(place, name, *rest) for place, _, *rest in PLACES[at : at + 2])}"
        "</section>"
        for at, (_, name, *_) in list(enumerate(PLACES))[::2]
    )
    reading = page(rows)
    assert (reading.problems, signed(reading)) == ([], SIGNED)


def test_names_that_stand_between_two_quotes_of_one_tool_are_nobodys() -> None:
    flat = "".join(f"<p>81/100 · ship</p><p>{{{place}}}</p><p>{name}</p>" for place, name, *_ in PLACES[::2])
    reading = page(f"<h4>Heron</h4><p>As they said</p>{flat}")
    assert [quote.reviewer for quote in reading.quotes] == [None] * 3
    assert [problem.partition(":")[0] for problem in reading.problems] == ["reviewer"] * 3


def test_what_is_missing_beside_one_quote_is_said() -> None:
    form = f"<div>{NAME}{SCORE}{QUOTE}</div>"
    reading = page(seats(form).replace("<span>42/100 · skip</span>", "", 1))
    assert reading.problems == [f"score: none beside the quote {text_of('a2')[:60]!r}"]
    assert ("a2", "Skeptic", None, None) in signed(reading)
    reading = page(seats(form).replace("<p>{b2}</p>", ""))
    assert reading.problems == ["quotes: none beside the score '42/100 · skip'"]
    assert signed(reading) == [each for each in SIGNED if each[0] != "b2"]
    assert ("Ibis", 3, "b3") in quotes(reading)


def test_reviewers_without_scores() -> None:
    beside = seats(f"<div>{NAME}{QUOTE}</div>")
    reading = page(beside)
    assert (reading.problems, signed(reading)) == ([], [(*each[:2], None, None) for each in SIGNED])
    rows = "".join(
        f"<h3>The {name}</h3><div>{{a{at}}}<p>{{b{at}}}</p></div>" for at, (name, *_) in enumerate(REVIEWERS, 1)
    )
    reading = page(rows)
    assert (reading.problems, signed(reading)) == ([], [(each[0], f"The {each[1]}", None, None) for each in SIGNED])


@pytest.mark.parametrize("heading", ["Round {}", "Permalink", "No. {}"])
def test_what_heads_a_row_without_scores_is_not_always_a_reviewer(heading: str) -> None:
    rows = "".join(f"<h3>{heading.format(at)}</h3><div><p>{{a{at}}}</p><p>{{b{at}}}</p></div>" for at in (1, 2, 3))
    reading = page(rows)
    assert (reading.problems, signed(reading)) == ([], [(each[0], None, None, None) for each in SIGNED])
