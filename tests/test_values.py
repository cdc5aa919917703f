"""Printed values, by tables of examples and by what must hold for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.values.votes import parse_entry, parse_score, parse_vote

EXAMPLES = Path(__file__).parent / "examples"


def examples(name: str) -> list[Any]:
    return [pytest.param(case, id=case["text"] or "blank") for case in json.loads((EXAMPLES / name).read_text("utf-8"))]


@pytest.mark.parametrize("case", examples("votes.json"))
def test_vote(case: dict[str, Any]) -> None:
    vote = parse_vote(case["text"])
    if case["state"] is None:
        assert vote is None
        return
    assert vote is not None
    read = {name: getattr(vote, name) for name in ("text", "state", "share", "ships", "skips", "total", "label")}
    assert read == {**dict.fromkeys(read), **case}


@pytest.mark.parametrize("case", examples("scores.json"))
def test_score(case: dict[str, Any]) -> None:
    score = parse_score(case["text"])
    if case["score"] is None:
        assert score is None
        return
    assert score is not None
    assert (score.before, score.score, score.verdict) == (case["before"], case["score"], case["verdict"])


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Free", "free"),
        ("FREEMIUM", "freemium"),
        ("Paid", "paid"),
        ("Contact sales", "contact"),
        ("Free trial", None),
        ("", None),
    ],
)
def test_entry(text: str, entry: str | None) -> None:
    assert parse_entry(text) == entry


@given(st.text())
def test_a_share_lies_between_0_and_1_and_only_voters_have_one(text: str) -> None:
    vote = parse_vote(text)
    if vote is not None:
        assert (vote.share is not None) == (vote.state == "voted")
        assert vote.share is None or 0 <= vote.share <= 1


@given(ships=st.integers(0, 999), skips=st.integers(0, 999), label=st.sampled_from(["Ship", "Mixed", "Skip"]))
def test_counts_come_back(ships: int, skips: int, label: str) -> None:
    vote = parse_vote(f"{label} · {ships} ship / {skips} skip")
    if not ships + skips:
        assert vote is None
        return
    assert vote is not None
    assert (vote.ships, vote.skips, vote.total, vote.label) == (ships, skips, None, label)
    assert vote.share == ships / (ships + skips)


@given(st.text())
def test_a_score_lies_between_0_and_100(text: str) -> None:
    score = parse_score(text)
    assert score is None or 0 <= score.score <= 100


def test_thousands_in_counts() -> None:
    for printed in ("62% Ship (1,240 / 2,000)", "62% Ship (1.240 / 2.000)", "62% Ship (1 240 of 2 000 votes)"):
        vote = parse_vote(printed)
        assert vote is not None
        assert (vote.ships, vote.total, vote.share) == (1240, 2000, 0.62)
    assert parse_vote("62% Ship (1,24 / 2,000)") is None
