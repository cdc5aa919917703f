"""The first run, as a new user has it: the sample site crawled for real, its tables held against what the site says."""

import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from handmade import rows
from loopback import scrapy

from crawler.sample import facts
from normalize.records import TABLES

TIMES = ["fetched_at", "changed_at", "first_seen_at", "last_seen_at", "observed_at", "started_at", "finished_at"]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A dataset after one crawl, and what the crawl printed."""
    path = tmp_path_factory.mktemp("first")
    run = scrapy("crawl", "comparisons", dataset=path)
    assert (run.returncode, run.stderr) == (0, "")
    return path, run.stdout


def timeless(dataset: Path) -> dict[str, list[dict[str, Any]]]:
    """Every table without its times and crawl ids."""
    return {
        table: [
            {name: value for name, value in row.items() if name not in TIMES and name != "crawl_id"}
            for row in pq.read_table(dataset / "data" / table / f"{table}.parquet").to_pylist()
        ]
        for table in TABLES
    }


def test_tools(first: tuple[Path, str]) -> None:
    columns = "slug, name, category, tagline, description, entry, entry_text, pricing_text, n_comparisons"
    said = {
        (
            *(each.slug, each.name, each.category, each.tagline, each.description),
            *(each.entry, each.entry_text, each.pricing_text, each.n_comparisons),
        )
        for each in facts.tool_facts()
    }
    assert set(rows(first[0], f"select {columns} from tools")) == said


def test_quotes(first: tuple[Path, str]) -> None:
    columns = "t.slug, q.text, q.slot, q.reviewer, q.verdict, q.verdict_source, q.score, q.n_pages"
    said = {
        (
            *(each.tool, each.text, each.slot, each.reviewer),
            *(each.verdict, each.verdict_source, each.score, each.n_pages),
        )
        for each in facts.quote_facts()
    }
    assert set(rows(first[0], f"select {columns} from quotes q join tools t using (tool_id)")) == said


def test_votes(first: tuple[Path, str]) -> None:
    columns = "t.slug, body, state, share, ships, skips, total, label, text"
    said = {
        (*(each.tool, each.body, each.state, each.share), *(each.ships, each.skips, each.total, each.label, each.text))
        for each in facts.vote_facts()
    }
    assert set(rows(first[0], f"select {columns} from votes join tools t using (tool_id)")) == said


def test_comparisons_and_reviewers(first: tuple[Path, str]) -> None:
    pages = [(f"http://sample.test{each.path}", *each.tools) for each in facts.comparison_facts()]
    sql = """
        select c.url, a.slug, b.slug from side_by_side c
        join tools a on a.tool_id = a_tool_id join tools b on b.tool_id = b_tool_id
    """
    assert sorted(rows(first[0], sql)) == sorted(pages)
    people = {
        (each.full_name, each.slug, each.motto, each.n_quotes, each.n_ship, each.n_skip)
        for each in facts.reviewer_facts()
    }
    assert set(rows(first[0], "select name, slug, motto, n_quotes, n_ship, n_skip from reviewers")) == people


def test_what_the_person_sees(first: tuple[Path, str]) -> None:
    dataset, printed = first
    assert re.search(r"^  pages +\d+  no build to compare with$", printed, re.MULTILINE)
    assert re.search(rf"^Tables: {dataset}/data \(\d+ kB of Parquet\)$", printed, re.MULTILINE)
    assert "  gone  http://sample.test/" in printed
    suggested = printed.splitlines()[-1]
    assert suggested.startswith("  scrapy query ")
    (sql,) = re.findall(r'"(.*)"$', suggested)
    assert len(scrapy("query", sql, dataset=dataset).stdout.splitlines()) == 7


def test_another_run_changes_times_and_crawl_ids_alone(first: tuple[Path, str], tmp_path: Path) -> None:
    run = scrapy("crawl", "comparisons", dataset=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert timeless(tmp_path) == timeless(first[0])


def test_the_archive_gives_the_same_tables(first: tuple[Path, str], tmp_path: Path) -> None:
    run = scrapy("extract", str(first[0] / "archive"), dataset=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    for table in TABLES:
        ours, theirs = (folder / "data" / table / f"{table}.parquet" for folder in (tmp_path, first[0]))
        assert ours.read_bytes() == theirs.read_bytes()
