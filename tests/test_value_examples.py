"""Printed prices, ratings, answers and counts: tables of examples, `values/<kind>.json`, and one harness."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from normalize.text import clean
from normalize.values.answer import parse_answer
from normalize.values.count import parse_count
from normalize.values.price import parse_prices
from normalize.values.rating import parse_ratings

EXAMPLES = Path(__file__).parent / "values"
PRICE = {"amount": None, "currency": None, "period": None, "per": None, "is_free": False, "plan": None}
RATING = {"best": None, "count": None, "kind": None, "source": None}


def examples(kind: str) -> list[Any]:
    cases = json.loads((EXAMPLES / f"{kind}.json").read_text("utf-8"))
    return [pytest.param(case, id=case["text"] or "blank") for case in cases]


def expected(case: dict[str, Any], kind: str, blank: dict[str, Any]) -> list[dict[str, Any]]:
    """What an example says in full: a field left out is null, a text left out the whole text."""
    return [{"text": clean(case["text"]), **blank, **one} for one in case[kind]]


@pytest.mark.parametrize("case", examples("price"))
def test_price(case: dict[str, Any]) -> None:
    assert [asdict(price) for price in parse_prices(case["text"])] == expected(case, "prices", PRICE)


@pytest.mark.parametrize("case", examples("rating"))
def test_rating(case: dict[str, Any]) -> None:
    read = parse_ratings(case["text"], bare=case.get("bare", False))
    assert [asdict(rating) for rating in read] == expected(case, "ratings", RATING)


@pytest.mark.parametrize("case", examples("answer"))
def test_answer(case: dict[str, Any]) -> None:
    assert parse_answer(case["text"]) is case["answer"]


@pytest.mark.parametrize("case", examples("count"))
def test_count(case: dict[str, Any]) -> None:
    assert parse_count(case["text"]) == case["count"]


@pytest.mark.parametrize("kind", ["price", "rating", "answer", "count"])
def test_no_example_stands_twice(kind: str) -> None:
    cases = json.loads((EXAMPLES / f"{kind}.json").read_text("utf-8"))
    keys = [(case["text"], case.get("bare", False)) for case in cases]
    assert len(keys) == len(set(keys))
