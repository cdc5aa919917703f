"""`scrapy query` as people and programs use it, and the views it answers from."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from handmade import built, community, feature, fetched, panel, price, quote, reading, winner
from loopback import ROOT, SCRAPY, assert_one_line, scrapy, user_environment

from normalize.records import TABLES

AT = "/compare/a-vs-b"
PAGE = reading(
    AT,
    "a",
    "b",
    votes=[panel("a"), panel("b", "100%", 1.0), community("a")],
    quotes=[quote("a", "Quick, “but” dear.", 1, "Builder", verdict="ship", score=85)],
    prices=[price("a", "$9", 9)],
    features=[feature(AT, "a", "SSO", "Yes"), feature(AT, "b", "SSO", "—")],
    winners=[winner(AT, "a", "A wins")],
    problems=["tagline: not found for 'A'", "entry: not found, at all"],
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query")
    built(path, fetched(PAGE))
    return path


def printed(dataset: Path, sql: str, *options: str) -> str:
    run = scrapy("query", sql, *options, dataset=dataset)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_a_table_is_aligned(dataset: Path) -> None:
    sql = "select name, panel_share, community_share, first_seen_at from tools_now order by name"
    assert printed(dataset, sql).splitlines() == [
        "name  panel_share  community_share  first_seen_at",
        "----  -----------  ---------------  -------------------",
        "A            0.75                   2026-01-01 12:00:00",
        "B               1                   2026-01-01 12:00:00",
    ]


def test_lists_are_readable(dataset: Path) -> None:
    assert "tagline: not found for 'A', entry: not found, at all" in printed(dataset, "select problems from pages")


def test_nothing_found_is_a_header(dataset: Path) -> None:
    assert printed(dataset, "select name, slug from tools where false") == "name  slug\n----  ----\n"
    assert printed(dataset, "select name from tools where false", "--format", "json") == "[]\n"
    assert printed(dataset, "select name from tools where false", "--format", "csv") == "name\n"


def test_json_is_a_list_of_objects(dataset: Path) -> None:
    sql = "select *, 'nan'::double as no_number, sum(1) over () as n, 1 as n from pages"
    (row,) = json.loads(printed(dataset, sql, "--format=json"))
    assert row["problems"] == ["tagline: not found for 'A'", "entry: not found, at all"]
    assert row["fetched_at"] == "2026-01-01T12:01:00"
    assert (row["no_number"], row["n"], row["n_1"], row["title"]) == (None, 1, 1, None)


def test_csv_is_read_by_any_reader(dataset: Path) -> None:
    out = printed(dataset, "select text, score, reviewer, tool_id is null as no_tool from quotes", "--format", "csv")
    assert list(csv.reader(io.StringIO(out))) == [
        ["text", "score", "reviewer", "no_tool"],
        ["Quick, “but” dear.", "85", "Builder", "false"],
    ]


def test_every_table_and_view_is_there(dataset: Path) -> None:
    views = "tools_now prices_now product_now side_by_side feature_matrix reviewer_verdicts problems changes"
    views += " listing_verdicts divisive_listings reviewer_pairs ship_rates contrarians category_verdicts"
    views += " panel_and_community panel_changes named_rivals rivals predictions_made predictions_due"
    names = [*TABLES, *views.split()]
    sql = " union all ".join(f"select '{name}' as name, count(*) as n from {name}" for name in names)
    found = {row["name"]: row["n"] for row in json.loads(printed(dataset, sql, "--format", "json"))}
    assert found == {
        "pages": 1, "comparisons": 1, "tools": 2, "quotes": 1, "votes": 3, "reviewers": 1, "crawls": 1,
        "prices": 1, "ratings": 0, "features": 2, "points": 0, "winners": 1, "prices_now": 1, "feature_matrix": 1,
        "tools_now": 2, "side_by_side": 1, "reviewer_verdicts": 1, "problems": 2, "changes": 0,
        "listing_verdicts": 1, "divisive_listings": 0, "reviewer_pairs": 0, "ship_rates": 1, "contrarians": 0,
        "category_verdicts": 1, "panel_and_community": 0, "panel_changes": 0,
        "products": 2, "product_links": 0, "product_aliases": 0, "product_now": 2, "mentions": 0, "predictions": 0,
        "named_rivals": 0, "rivals": 0, "predictions_made": 0, "predictions_due": 0,
    }  # fmt: skip


def test_both_sides_are_flattened(dataset: Path) -> None:
    sql = "select a_name, a_panel_share, b_name, b_panel_share, panel_share_difference from side_by_side"
    assert json.loads(printed(dataset, sql, "--format", "json")) == [
        {"a_name": "A", "a_panel_share": 0.75, "b_name": "B", "b_panel_share": 1.0, "panel_share_difference": -0.25}
    ]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["selec"], ["syntax error", "mend the SQL"]),
        (["from nowhere"], ["nowhere does not exist", "mend the SQL"]),
        (["select 'x'::int"], ["Could not convert", "mend the SQL"]),
        (["copy tools to '/no/such/folder/x.csv'"], ["/no/such/folder", "mend the SQL"]),
        ([" ; "], ["the SQL is empty"]),
        ([], ["one text of SQL", "quote it"]),
        (["from", "tools"], ["one text of SQL", "quote it"]),
        (["select \udcff"], ["no UTF-8", "mend the SQL"]),
        (["from tools", "--format", "xml"], ["invalid choice: 'xml'", "see --help"]),
        (["from tools", "--form"], ["expected one argument", "see --help"]),
        (["from tools", "--all"], ["unknown option --all", "see --help"]),
    ],
)
def test_a_mistake_is_told_in_one_line(dataset: Path, args: list[str], words: list[str]) -> None:
    assert_one_line(scrapy("query", *args, dataset=dataset), *words)


def test_sql_may_begin_with_a_comment(dataset: Path) -> None:
    assert printed(dataset, "-- one\nselect 1 as n", "--format", "csv") == "n\n1\n"


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    for command in (["query", "from tools"], ["verify"]):
        assert_one_line(scrapy(*command, dataset=tmp_path / "none"), "no tables", "scrapy crawl comparisons")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_reader_may_have_seen_enough(dataset: Path, form: str) -> None:
    command = [SCRAPY, "query", "from range(100000)", "--format", form, "-s", f"DATASET_DIR={dataset}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", [["query", "from tools"], ["build"], ["verify"]])
def test_output_that_cannot_be_written(dataset: Path, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [SCRAPY, *command, "-s", f"DATASET_DIR={dataset}"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "No space left" in run.stderr
    closed = f'exec "{SCRAPY}" "$@" -s "DATASET_DIR={dataset}" >&-'
    run = subprocess.run(["sh", "-c", closed, "sh", *command], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_a_terminal_that_does_not_know_every_letter(dataset: Path) -> None:
    command = [SCRAPY, "query", "select text from quotes", "-s", f"DATASET_DIR={dataset}"]  # not forked: begun anew
    ascii_only = user_environment({"PYTHONIOENCODING": "ascii"})
    run = subprocess.run(command, cwd=ROOT, env=ascii_only, capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
    assert "\\u201cbut" in run.stdout


def test_verify_says_what_it_did(dataset: Path) -> None:
    run = scrapy("verify", dataset=dataset)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("All 22 checks pass: ")
