"""What the tables say, from entries made by hand: merging, disputes, the log of votes, counts and times."""

import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from handmade import (
    FIRST_CRAWL,
    SECOND_CRAWL,
    THIRD_CRAWL,
    built,
    community,
    event,
    feature,
    fetched,
    panel,
    point,
    price,
    quote,
    rating,
    reading,
    reviewer,
    rows,
    tool,
    winner,
    write_records,
)

from normalize import CONTRACT_VERSION
from normalize.records import TABLES, Entry, VoteReading
from normalize.schemas import arrow_schema
from normalize.tables import build

FULL = {"text": "Ship · 3 ship / 1 skip", "ships": 3, "skips": 1, "label": "Ship"}
CRAWLS = (FIRST_CRAWL, SECOND_CRAWL, THIRD_CRAWL)
VOTES = "select state, share, ships, total, text, is_current, observed_at from votes order by observed_at"


def a_vs_b(*votes: VoteReading, path: str = "/compare/a-vs-b", **said: Any) -> Any:
    return reading(path, "a", "b", votes=list(votes), **said)


def vote_log(dataset: Path, *votes: VoteReading) -> list[tuple[Any, ...]]:
    """The log after one crawl per vote."""
    built(dataset, *(fetched(a_vs_b(vote), crawl=crawl) for vote, crawl in zip(votes, CRAWLS, strict=False)))
    return rows(dataset, VOTES)


def test_an_empty_dataset_has_every_table_without_rows(tmp_path: Path) -> None:
    report = built(tmp_path)
    assert [change.rows for change in report.changes] == [0] * len(TABLES)
    for table, record in TABLES.items():
        (file,) = (tmp_path / "data" / table).glob("*.parquet")
        assert pq.read_schema(file).equals(arrow_schema(record))
        assert pq.read_table(file).num_rows == 0
    assert rows(tmp_path, "from side_by_side union all by name from side_by_side") == []


def test_schemas_hold_where_columns_are_null(tmp_path: Path) -> None:
    built(tmp_path, fetched(a_vs_b(panel("a"))))
    for table, record in TABLES.items():
        schema = pq.read_schema(tmp_path / "data" / table / f"{table}.parquet")
        assert schema.equals(arrow_schema(record))
        assert schema.metadata[b"contract_version"] == CONTRACT_VERSION.encode()
    assert pq.read_schema(tmp_path / "data/tools/tools.parquet").field("tagline").type == pa.string()


# --- The log of votes


def test_a_change_of_share_is_a_new_row(tmp_path: Path) -> None:
    log = vote_log(tmp_path, panel("a", "75%", 0.75), panel("a", "50%", 0.5))
    assert [(row[1], row[5], row[6]) for row in log] == [
        (0.75, False, datetime(2026, 1, 1, 12, 1)),
        (0.5, True, datetime(2026, 2, 1, 12, 1)),
    ]


def test_the_same_value_again_is_no_change(tmp_path: Path) -> None:
    log = vote_log(tmp_path, panel("a"), panel("a"), panel("a"))
    assert [(row[1], row[5], row[6]) for row in log] == [(0.75, True, datetime(2026, 1, 1, 12, 1))]


def test_a_fuller_print_later_is_no_change_and_stands_in_the_row(tmp_path: Path) -> None:
    log = vote_log(tmp_path, panel("a"), panel("a", **FULL), panel("a"))
    assert log == [("voted", 0.75, 3, None, "Ship · 3 ship / 1 skip", True, datetime(2026, 1, 1, 12, 1))]


def test_a_share_that_only_counts_say_is_the_share_that_was_printed(tmp_path: Path) -> None:
    counted = community("a", "2 / 3", 2 / 3, ships=2, total=3)
    assert [row[1] for row in vote_log(tmp_path, community("a", "67%", 0.67), counted)] == [0.67]


def test_counts_that_change_are_a_change_though_the_share_stays(tmp_path: Path) -> None:
    log = vote_log(
        tmp_path,
        community("a", "50% Ship (1 / 2)", 0.5, ships=1, total=2),
        community("a", "50%", 0.5),
        community("a", "50% Ship (2 / 4)", 0.5, ships=2, total=4),
    )
    assert [(row[2], row[5]) for row in log] == [(1, False), (2, True)]


def test_there_and_back_is_two_changes(tmp_path: Path) -> None:
    log = vote_log(tmp_path, panel("a", **FULL), panel("a", "50%", 0.5), panel("a"))
    assert [(row[1], row[2], row[5]) for row in log] == [(0.75, 3, False), (0.5, None, False), (0.75, None, True)]
    assert len(rows(tmp_path, "select distinct vote_id from votes")) == 3


def test_nobody_voted_is_a_state_and_zero_is_a_vote(tmp_path: Path) -> None:
    log = vote_log(tmp_path, community("a"), community("a", "0% Ship (0 / 1)", 0.0, ships=0, total=1))
    assert [row[:5] for row in log] == [
        ("none", None, None, None, "—"),
        ("voted", 0.0, 0, 1, "0% Ship (0 / 1)"),
    ]


def test_a_new_badge_is_a_change(tmp_path: Path) -> None:
    vote_log(tmp_path, panel("a", label="Mixed"), panel("a"), panel("a", label="Ship"))
    assert rows(tmp_path, "select label, is_current from votes order by observed_at") == [
        ("Mixed", False),
        ("Ship", True),
    ]


def test_saved_files_are_ordered_by_their_time(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(panel("a", "50%", 0.5)), minute=30, crawl=None),
        fetched(a_vs_b(panel("a", "75%", 0.75)), minute=10, crawl=None),
    )
    assert [(row[1], row[5]) for row in rows(tmp_path, VOTES)] == [(0.75, False), (0.5, True)]
    assert rows(tmp_path, "select crawl_id, http_status, fetched_at from pages") == [
        (None, None, datetime(2026, 1, 1, 12, 30))
    ]
    assert rows(tmp_path, "select first_seen_at, last_seen_at from comparisons") == [
        (datetime(2026, 1, 1, 12, 10), datetime(2026, 1, 1, 12, 30))
    ]


# --- Pages of one crawl that disagree


def test_the_page_fetched_last_wins_and_the_other_gets_a_problem(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(panel("a", "50%", 0.5), tools=[tool("a", tagline="Late"), tool("b")]), minute=5),
        fetched(
            reading(
                "/compare/a-vs-c", "a", "c", votes=[panel("a", **FULL)], tools=[tool("a", tagline="Early"), tool("c")]
            ),
            minute=2,
        ),
    )
    assert rows(tmp_path, "select share from votes") == [(0.5,)]
    assert rows(tmp_path, "select tagline from tools where slug = 'a'") == [("Late",)]
    assert rows(tmp_path, "select url, field, found from problems order by field") == [
        (
            "https://shiporskip.io/compare/a-vs-c",
            "panel",
            '"Ship · 3 ship / 1 skip" for "A", but "50%" on https://shiporskip.io/compare/a-vs-b',
        ),
        (
            "https://shiporskip.io/compare/a-vs-c",
            "tagline",
            '"Early" for "A", but "Late" on https://shiporskip.io/compare/a-vs-b',
        ),
    ]


def test_at_the_same_time_the_smaller_url_wins(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(reading("/compare/a-vs-c", "a", "c", votes=[panel("a", "50%", 0.5)])),
        fetched(a_vs_b(panel("a"))),
    )
    assert rows(tmp_path, "select share from votes") == [(0.75,)]
    assert rows(tmp_path, "select url from problems") == [("https://shiporskip.io/compare/a-vs-c",)]


@pytest.mark.parametrize("full_minute", [1, 9])
def test_a_page_that_prints_less_does_not_disagree(tmp_path: Path, full_minute: int) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(panel("a", **FULL)), minute=full_minute),
        fetched(reading("/compare/a-vs-c", "a", "c", votes=[panel("a")]), minute=5),
    )
    assert rows(tmp_path, "select share, ships, skips, total, label, text from votes") == [
        (0.75, 3, 1, None, "Ship", "Ship · 3 ship / 1 skip")
    ]
    assert rows(tmp_path, "select count(*) from problems") == [(0,)]


def test_counts_that_differ_are_a_dispute_though_the_share_is_the_same(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(community("a", "50% Ship (1 / 2)", 0.5, ships=1, total=2)), minute=5),
        fetched(
            reading("/compare/a-vs-c", "a", "c", votes=[community("a", "50% Ship (2 / 4)", 0.5, ships=2, total=4)])
        ),
    )
    assert rows(tmp_path, "select ships, total from votes") == [(1, 2)]
    assert rows(tmp_path, "select field from problems") == [("community",)]


def test_counts_that_contradict_each_other_are_not_believed(tmp_path: Path) -> None:
    built(tmp_path, fetched(a_vs_b(panel("a", "75% · 3 ship / 9 skip", 0.75, ships=3, skips=9))))
    assert rows(tmp_path, "select share, ships, skips, text from votes") == [
        (0.75, None, None, "75% · 3 ship / 9 skip")
    ]
    assert rows(tmp_path, "select field, found from problems") == [
        ("panel", 'counts in "75% · 3 ship / 9 skip" for "A" contradict each other')
    ]


def test_pages_of_different_crawls_do_not_dispute(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(panel("a"), tools=[tool("a", tagline="Old", pricing_text="Free"), tool("b")])),
        fetched(a_vs_b(panel("a", "50%", 0.5), tools=[tool("a", tagline="New"), tool("b")]), crawl=SECOND_CRAWL),
    )
    assert rows(tmp_path, "select tagline, pricing_text from tools where slug = 'a'") == [("New", "Free")]
    assert rows(tmp_path, "select count(*) from problems") == [(0,)]


def test_the_entry_follows_the_print_beside_it(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(tools=[tool("a", entry="free", entry_text="Free"), tool("b")])),
        fetched(a_vs_b(tools=[tool("a", entry_text="Credits"), tool("b")]), crawl=SECOND_CRAWL),
    )
    assert rows(tmp_path, "select entry, entry_text from tools where slug = 'a'") == [(None, "Credits")]


# --- Quotes and reviewers


def test_a_full_page_says_what_short_ones_lack(tmp_path: Path) -> None:
    signed = quote("a", "Quick.", 1, "Builder", verdict="ship", score=85)
    built(
        tmp_path,
        fetched(a_vs_b(quotes=[signed]), minute=1),
        fetched(reading("/compare/a-vs-c", "a", "c", quotes=[quote("a", "Quick.")]), minute=2),
        fetched(reading("/compare/a-vs-d", "a", "d", quotes=[quote("a", "quick.")]), minute=3, crawl=SECOND_CRAWL),
    )
    assert rows(
        tmp_path,
        "select text, reviewer, verdict, verdict_source, score, slot, n_pages, first_seen_at, last_seen_at from quotes",
    ) == [("quick.", "Builder", "ship", "printed", 85, 1, 3, datetime(2026, 1, 1, 12), datetime(2026, 2, 1, 12))]
    assert rows(tmp_path, "select name, n_quotes, n_ship, n_skip from reviewers") == [("Builder", 1, 1, 0)]


@pytest.mark.parametrize(
    ("vote", "verdict"),
    [
        (panel("a", "100%", 1.0), "ship"),
        (panel("a", "0%", 0.0), "skip"),
        (panel("a", "75%", 0.75), None),
        (panel("a", "—", None), None),
        (community("a", "100%", 1.0), None),
        (panel("b", "100%", 1.0), None),
    ],
)
def test_a_verdict_follows_from_a_unanimous_panel(tmp_path: Path, vote: VoteReading, verdict: str | None) -> None:
    built(tmp_path, fetched(a_vs_b(vote, quotes=[quote("a", "Quick.")])))
    assert rows(tmp_path, "select verdict, verdict_source from quotes") == [(verdict, verdict and "panel")]


def test_a_printed_verdict_wins_over_the_panel(tmp_path: Path) -> None:
    built(tmp_path, fetched(a_vs_b(panel("a", "100%", 1.0), quotes=[quote("a", "Hm.", verdict="skip")])))
    assert rows(tmp_path, "select verdict, verdict_source from quotes") == [("skip", "printed")]


def test_a_panel_that_is_no_longer_unanimous_says_nothing(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(panel("a", "100%", 1.0), quotes=[quote("a", "Quick.")])),
        fetched(a_vs_b(panel("a", "75%", 0.75), quotes=[quote("a", "Quick.")]), crawl=SECOND_CRAWL),
    )
    assert rows(tmp_path, "select verdict, verdict_source from quotes") == [(None, None)]


def test_a_reviewers_page_signs_quotes_and_adds_none(tmp_path: Path) -> None:
    own_page = reading(
        "/reviewer/builder",
        kind="reviewer",
        state="ok",
        reviewer=reviewer("The Builder", "Quick.", "Never compared.", slug="builder", motto="Ship it."),
    )
    built(tmp_path, fetched(own_page), fetched(a_vs_b(quotes=[quote("a", "quick."), quote("b", "Slow.")])))
    assert rows(tmp_path, "select text, reviewer from quotes order by text desc") == [
        ("quick.", "The Builder"),
        ("Slow.", None),
    ]
    assert rows(tmp_path, "select name, slug, motto, n_quotes from reviewers") == [
        ("The Builder", "builder", "Ship it.", 1)
    ]
    assert rows(tmp_path, "select reviewer, tool from reviewer_verdicts") == [("The Builder", "A")]


def test_two_reviewers_who_say_the_same_sign_nothing(tmp_path: Path) -> None:
    pages = [
        reading(f"/reviewer/{name}", kind="reviewer", state="ok", reviewer=reviewer(name, "Quick."))
        for name in ("builder", "skeptic")
    ]
    built(tmp_path, *map(fetched, pages), fetched(a_vs_b(quotes=[quote("a", "Quick.")])))
    assert rows(tmp_path, "select reviewer from quotes") == [(None,)]
    assert rows(tmp_path, "select n_quotes from reviewers") == [(0,), (0,)]


def test_the_fullest_name_is_the_reviewers(tmp_path: Path) -> None:
    quotes = [quote("a", "Quick.", 1, "Builder"), quote("b", "Slow.", 1, "The Builder")]
    built(tmp_path, fetched(a_vs_b(quotes=quotes)))
    assert rows(tmp_path, "select name, n_quotes from reviewers") == [("The Builder", 2)]


def test_a_reviewers_latest_quote_is_the_verdict(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(quotes=[quote("a", "Quick.", 1, "Builder", verdict="ship")])),
        fetched(a_vs_b(quotes=[quote("a", "Not so quick.", 1, "Builder", verdict="skip")]), crawl=SECOND_CRAWL),
    )
    assert rows(tmp_path, "select reviewer, tool, verdict from reviewer_verdicts") == [("Builder", "A", "skip")]
    assert rows(tmp_path, "select text, n_pages from quotes order by n_pages") == [("Quick.", 0), ("Not so quick.", 1)]


# --- Pages, comparisons, crawls


def test_pages_stand_as_last_fetched(tmp_path: Path) -> None:
    gone = reading(
        "/compare/a-vs-b", state="gone", kind="comparison", problems=["status: 404"], content_sha256="9" * 64
    )
    built(
        tmp_path,
        fetched(a_vs_b(panel("a"))),
        fetched(a_vs_b(panel("a")), crawl=SECOND_CRAWL),
        fetched(gone, crawl=THIRD_CRAWL, http_status=404),
    )
    assert rows(tmp_path, "select state, http_status, fetched_at, changed_at, crawl_id, problems from pages") == [
        ("gone", 404, datetime(2026, 3, 1, 12, 1), datetime(2026, 3, 1, 12, 1), THIRD_CRAWL, ["status: 404"])
    ]
    assert rows(tmp_path, "select first_seen_at, last_seen_at from comparisons") == [
        (datetime(2026, 1, 1, 12), datetime(2026, 2, 1, 12))
    ]
    assert rows(tmp_path, "select n_comparisons from tools") == [(1,), (1,)]


def test_a_page_changes_when_its_body_differs(tmp_path: Path) -> None:
    busy = reading("/compare/a-vs-b", state="failed", kind="comparison", content_sha256="5" * 64)
    built(
        tmp_path,
        fetched(a_vs_b()),
        fetched(busy, minute=1, crawl=SECOND_CRAWL, http_status=503),
        fetched(a_vs_b(), minute=2, crawl=SECOND_CRAWL),
    )
    assert rows(tmp_path, "select state, changed_at from pages") == [("ok", datetime(2026, 1, 1, 12, 1))]
    assert rows(tmp_path, "select n_changed, n_failed, n_pages, n_requests from crawls order by started_at") == [
        (1, 0, 1, 1),
        (0, 0, 1, 2),
    ]


def test_crawls_count_what_they_did(tmp_path: Path) -> None:
    forbidden = reading("/compare/x-vs-y", kind="comparison", state="disallowed", content_sha256=None)
    broken = reading("/compare/y-vs-z", kind="comparison", state="failed", content_sha256=None)
    built(
        tmp_path,
        event("crawl_started", software_version="1.2"),
        event("robots", 1, url="https://shiporskip.io/robots.txt", http_status=200),
        event("sitemap", 2, url="https://shiporskip.io/sitemap.xml", http_status=200),
        event("redirect", 3, url="https://shiporskip.io/", location="https://shiporskip.io/compare", http_status=301),
        fetched(a_vs_b(), 4),
        fetched(forbidden, 5, http_status=None),
        fetched(broken, 6, http_status=None),
        event("crawl_finished", 9, finish_reason="finished"),
        fetched(a_vs_b(), 1, crawl=SECOND_CRAWL),
    )
    columns = "started_at, finished_at, finish_reason, n_requests, n_pages, n_changed, n_failed, software_version"
    assert rows(tmp_path, f"select {columns} from crawls order by started_at") == [
        (datetime(2026, 1, 1, 12), datetime(2026, 1, 1, 12, 9), "finished", 6, 1, 1, 1, "1.2"),
        (datetime(2026, 2, 1, 12), None, None, 1, 1, 0, 0, None),
    ]


def test_a_page_that_swaps_a_tool_counts_for_the_one_it_shows(tmp_path: Path) -> None:
    built(
        tmp_path,
        fetched(a_vs_b(quotes=[quote("b", "Slow.")])),
        fetched(reading("/compare/a-vs-b", "a", "c"), crawl=SECOND_CRAWL),
    )
    assert rows(tmp_path, "select slug, n_comparisons from tools order by slug") == [("a", 1), ("b", 0), ("c", 1)]
    assert rows(tmp_path, "select n_pages from quotes") == [(0,)]


def test_a_listing_is_one_row_whatever_it_is_compared_with(tmp_path: Path) -> None:
    built(tmp_path, fetched(a_vs_b()), fetched(reading("/compare/a-vs-c", "c", "a")))
    assert rows(tmp_path, "select slug, n_comparisons from tools order by slug") == [("a", 2), ("b", 1), ("c", 1)]
    assert rows(tmp_path, "select a_name, b_name from side_by_side order by url") == [("A", "B"), ("C", "A")]


def test_a_page_whose_tools_cannot_be_told_apart_is_no_comparison(tmp_path: Path) -> None:
    unclear = reading("/compare/a-vs-a", kind="comparison", state="ok", problems=["tools: both are named 'A'"])
    built(tmp_path, fetched(unclear))
    assert rows(tmp_path, "select count(*) from comparisons") == [(0,)]
    assert rows(tmp_path, "select field from problems") == [("tools",)]


# --- Order, repetition, bytes


def many_entries() -> list[Entry]:
    """Three crawls over pages that agree and disagree."""
    return [
        fetched(
            reading(
                path := f"/compare/t{number}-vs-t{number + step}",
                f"t{number}",
                f"t{number + step}",
                tools=[
                    tool(f"t{side}", tagline=f"{side}{'!' * (step * (turn + 1) % 2)}", entry="free", entry_text="Free")
                    for side in (number, number + step)
                ],
                votes=[panel(f"t{number}", f"{50 + turn}%", (50 + turn) / 100), community(f"t{number}")],
                quotes=[quote(f"t{number}", "Quick.", 1, "Builder" if step == 2 else None, score=60 + turn)],
                prices=[price(f"t{number}", f"${9 + turn * step}", 9 + turn * step), price(f"t{number}", "Free")],
                ratings=[rating(f"t{number + step}", f"{4 + turn / 10}", 4 + turn / 10)],
                features=[feature(path, f"t{number}", "SSO", f"{turn}!"), feature(path, f"t{number}", "Fax", "", 2)],
                points=[point(f"t{number}", "Quick." if turn % 2 else "quick."), point(f"t{number}", f"{turn}", "con")],
                winners=[winner(path, f"t{number}" if turn else None, f"{turn}"), winner(path, None, "Both", "Price")],
            ),
            minute=number * 3 % 7,
            crawl=crawl,
        )
        for turn, crawl in enumerate(CRAWLS)
        for number in range(8)
        for step in (1, 2)
    ]


def test_the_order_of_inputs_changes_no_byte(tmp_path: Path) -> None:
    entries = many_entries()
    write_records(tmp_path / "1", entries)
    shuffled = random.Random(7).sample(entries, len(entries))
    for part in range(3):
        write_records(tmp_path / "2", shuffled[part::3], f"{9 - part}")
    write_records(tmp_path / "2", entries[:20], "0-copied")
    for dataset in ("1", "2"):
        assert not build(tmp_path / dataset).violations
    for table in TABLES:
        first, second = ((tmp_path / n / "data" / table / f"{table}.parquet").read_bytes() for n in ("1", "2"))
        assert first == second, table
    assert rows(tmp_path / "1", "select count(*) > 20 from votes") == [(True,)]
    for table in ("prices", "ratings", "features", "points", "winners"):
        assert rows(tmp_path / "1", f"select count(*) > 15 from {table}") == [(True,)], table
    assert rows(tmp_path / "1", "select count(*) > 5 from problems") == [(True,)]


def test_the_order_in_which_agreeing_pages_are_fetched_changes_no_value(tmp_path: Path) -> None:
    pages = [
        reading(f"/compare/a-vs-{other}", "a", other, votes=[panel("a", **FULL), community("a")])
        for other in ("b", "c", "d")
    ]
    built(tmp_path / "1", *(fetched(page, minute) for minute, page in enumerate(pages)))
    built(tmp_path / "2", *(fetched(page, minute) for minute, page in enumerate(reversed(pages))))
    votes = "select * exclude (observed_at) from votes order by all"
    assert rows(tmp_path / "1", votes) == rows(tmp_path / "2", votes)
