"""Mentions and predictions as tables, the views over them, and what takes them out again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from handmade import FIRST_CRAWL, SECOND_CRAWL, built, fetched, quote, reading, rows, tool, write_records

from normalize import identity
from normalize.tables import build

TOOLS = {"a": "Larkspur", "b": "Pebblecast", "c": "Cursor"}
QUOTES = [
    quote("a", "Its rivals are Pebblecast and Fern-hollow. 🦦 Pebblecast is louder.", 1, "The Critic"),
    quote("a", "Unlike Pebblecast, Larkspur naps. It will be gone by 2027.", 2, "Builder"),
    quote("b", "You'd need Larkspur or Fern Hollow. The cursor hides.", 1, "Builder"),
    quote("c", "🦦 I expect a copy within a month. Gone in two years.", 1),
]
MENTIONS = """
    select t.name, m."start", m."end", m.text, p.name, m.relation
    from mentions m join quotes q using (quote_id) join tools t using (tool_id)
    left join products p on p.product_id = m.product_id order by t.name, q.text, m."start"
"""


def page(*slugs: str, quotes: list[Any] = QUOTES, path: str | None = None) -> Any:
    tools = [tool(slug, name=TOOLS[slug]) for slug in slugs]
    said = [each for each in quotes if each.tool_id in {each.tool_id for each in tools}]
    return reading(path or f"/compare/{'-vs-'.join(slugs)}", *slugs, tools=tools, quotes=said)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rivals")
    built(path, fetched(page("a", "b"), 1), fetched(page("a", "c"), 2))
    return path


def test_each_name_is_a_slice_of_its_quote(dataset: Path) -> None:
    assert rows(dataset, MENTIONS) == [
        ("Larkspur", 15, 25, "Pebblecast", "Pebblecast", "competitor"),
        ("Larkspur", 30, 41, "Fern-hollow", None, "competitor"),
        ("Larkspur", 45, 55, "Pebblecast", "Pebblecast", "competitor"),
        ("Larkspur", 7, 17, "Pebblecast", "Pebblecast", "competitor"),
        ("Larkspur", 19, 27, "Larkspur", "Larkspur", "mentioned"),
        ("Pebblecast", 11, 19, "Larkspur", "Larkspur", "alternative"),
        ("Pebblecast", 23, 34, "Fern Hollow", None, "alternative"),
    ]
    sliced = (
        'select count(*) from mentions m join quotes q using (quote_id) where q.text[m."start" + 1:m."end"] = m.text'
    )
    assert rows(dataset, sliced) == [(7,)]


def test_times_count_from_the_first_sighting(dataset: Path) -> None:
    sql = 'select text, "start", horizon_text, horizon_date from predictions order by horizon_date'
    assert rows(dataset, sql) == [
        ("🦦 I expect a copy within a month.", 0, "within a month", date(2026, 2, 1)),
        ("It will be gone by 2027.", 34, "by 2027", date(2027, 1, 1)),
        ("Gone in two years.", 34, "in two years", date(2028, 1, 1)),
    ]


def test_a_later_sighting_moves_no_date(dataset: Path, tmp_path: Path) -> None:
    again = page("a", "c", path="/compare/again")
    built(tmp_path, fetched(page("a", "c")), fetched(again, crawl=SECOND_CRAWL))
    assert rows(tmp_path, "select max(horizon_date) from predictions") == [(date(2028, 1, 1),)]


def test_rivals_are_counted_by_quote(dataset: Path) -> None:
    sql = "select name, rival, rival_id is null, n_competitor, n_alternative, n_quotes, reviewers from rivals"
    assert rows(dataset, sql) == [
        ("Larkspur", "Pebblecast", False, 2, 0, 2, ["Builder", "The Critic"]),
        ("Larkspur", "Fern Hollow", True, 1, 0, 1, ["The Critic"]),
        ("Pebblecast", "Fern Hollow", True, 0, 1, 1, ["Builder"]),
        ("Pebblecast", "Larkspur", False, 0, 1, 1, ["Builder"]),
    ]


def test_predictions_are_due_once_their_day_has_come(dataset: Path) -> None:
    due = "select text, said_on, days_over = date_diff('day', horizon_date, current_date) from predictions_due"
    assert rows(dataset, due)[0] == ("🦦 I expect a copy within a month.", date(2026, 1, 1), True)
    assert rows(dataset, "from predictions_due where horizon_date > current_date") == []
    missing = "from predictions_made where horizon_date <= current_date and prediction_id not in"
    assert rows(dataset, f"{missing} (select prediction_id from predictions_due)") == []


def test_what_one_quote_calls_a_rival_is_known_in_the_others(tmp_path: Path) -> None:
    quotes = [quote("a", "Its main rival is Fern Hollow 2."), quote("b", "I drew Fern Hollow on a napkin.")]
    built(tmp_path, fetched(page("a", "b", quotes=quotes)))
    assert [row[3] for row in rows(tmp_path, MENTIONS)] == ["Fern Hollow 2", "Fern Hollow"]


def test_a_word_that_quotes_use_is_no_name_at_a_sentences_start(tmp_path: Path) -> None:
    tools = [tool("a", name="Quern"), tool("b", name="Other")]
    texts = ["Quern stones turn.", "It turns like a quern."]
    for n in (1, 2):
        said = [quote("b", text) for text in texts[:n]]
        built(tmp_path / str(n), fetched(reading("/compare/a-vs-b", "a", "b", tools=tools, quotes=said)))
    assert [len(rows(tmp_path / str(n), "from mentions")) for n in (1, 2)] == [1, 0]


def test_order_changes_no_byte(tmp_path: Path) -> None:
    entries = [fetched(page("a", "b"), 1), fetched(page("a", "c"), 2), fetched(page("b", "c"), 3)]
    for name, made in (("one", entries), ("other", entries[::-1])):
        for entry in made:
            write_records(tmp_path / name, [entry], entry.page.page_id if entry.page else "none")
        build(tmp_path / name)
    for table in ("mentions", "predictions"):
        one, other = ((tmp_path / name / "data" / table / f"{table}.parquet").read_bytes() for name in ("one", "other"))
        assert one == other


@pytest.mark.parametrize("named", ["quote", "tool"])
def test_what_is_taken_down_leaves_no_mention(tmp_path: Path, named: str) -> None:
    gone = QUOTES[1]
    (tmp_path / "lookups").mkdir()
    names = (gone.quote_id, "") if named == "quote" else ("", identity.tool_id("shiporskip", "a"))
    line = f",{names[0]},{names[1]},asked,2026-01-01\n"
    (tmp_path / "lookups" / "takedown.csv").write_text("url,quote_id,tool_id,reason,date\n" + line, encoding="utf-8")
    built(tmp_path, fetched(page("a", "b"), 1), fetched(page("a", "c"), 2, crawl=FIRST_CRAWL))
    of_quote = f"quote_id = '{gone.quote_id}'"
    assert (
        rows(tmp_path, f"from mentions where {of_quote}") == rows(tmp_path, f"from predictions where {of_quote}") == []
    )
    assert rows(tmp_path, "from predictions where text like '%2027%'") == []
    left = {"quote": {"Larkspur", "Pebblecast"}, "tool": {"Pebblecast"}}[named]
    assert {row[0] for row in rows(tmp_path, MENTIONS)} == left
