"""Printed prices, ratings, answers and counts: what must hold for any text."""

import math
import string
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalize.text import clean
from normalize.values.answer import parse_answer
from normalize.values.count import parse_count
from normalize.values.price import parse_prices
from normalize.values.rating import parse_ratings

PIECES = [
    *("$", "€", "¥", "US$", "USD", "zł", "20", "9,99", "1,299.00", ".5", "1 000", "0", "k", "M", "%"),
    *("Free", "free", "免费", "gratis", "Pro", "Plus:", "plan", "from", "save", "off", "credits", "billed annually"),
    *("/mo", "/user", "per", "month", "1M tokens", "(", ")", "-", "–", "/", ",", "or", "~~", "/月", "；"),
    *("4.5", "/5", "/10", "out of 5", "stars", "★", "☆", "½", "on", "G2", "reviews", "2.7k", "Our rating:", "based on"),
    *("✓", "✗", "×", "Yes", "No", "None", "Not available", "—", "⚠️", "是"),
]
# Texts of the kind that parsers are made for, and texts of no kind at all.
TEXTS = st.text() | st.lists(st.sampled_from(PIECES) | st.sampled_from([" ", "\xa0", "\u200b"]), max_size=25).map(
    "".join
)
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "US$": "USD", "CA$": "CAD", "R$": "BRL", "CHF ": "CHF"}
SUFFIXES = {" €": "EUR", "€": "EUR", " USD": "USD", " zł": "PLN", " Kč": "CZK", " EUR": "EUR"}
PERIODS = {
    "": None,
    "/mo": "month",
    "/month": "month",
    " per month": "month",
    " monthly": "month",
    "/Monat": "month",
    "/月": "month",
    "/yr": "year",
    " per year": "year",
    " annually": "year",
    "/年": "year",
    " one-time": "once",
}
SPACES = st.sampled_from([" ", "\xa0", "\u2009", "\u202f", "  ", "\n\t"])


@given(TEXTS)
def test_any_text_gives_prices_that_can_be_stored(text: str) -> None:
    for price in parse_prices(text):
        assert price.amount is None or (math.isfinite(price.amount) and price.amount >= 0)
        assert price.amount is not None or price.is_free
        assert price.currency is None or (len(price.currency) == 3 and price.currency.isupper())
        assert price.text and price.text in clean(text)
        assert price.plan is None or price.plan.strip()
        assert price.per is None or price.per.strip()


@given(TEXTS, st.booleans())
def test_any_text_gives_ratings_that_can_be_stored(text: str, bare: bool) -> None:
    for rating in parse_ratings(text, bare=bare):
        assert math.isfinite(rating.value) and 0 <= rating.value <= (rating.best or 100)
        assert rating.best is None or rating.best > 0
        assert rating.count is None or 0 <= rating.count < 2**31
        assert (rating.kind == "cited") == (rating.source is not None)
        assert rating.text and rating.text in clean(text)


@given(TEXTS)
def test_any_text_gives_an_answer_and_a_count_or_none(text: str) -> None:
    assert parse_answer(text) in (True, False, None)
    count = parse_count(text)
    assert count is None or count >= 0


@given(
    st.integers(0, 999_999), st.integers(0, 99), st.sampled_from(sorted(CURRENCIES)), st.sampled_from(sorted(PERIODS))
)
def test_a_price_with_points_comes_back(units: int, cents: int, sign: str, period: str) -> None:
    (price,) = parse_prices(f"{sign}{units:,}.{cents:02}{period}")
    assert (price.amount, price.currency, price.period) == (units + cents / 100, CURRENCIES[sign], PERIODS[period])
    assert not price.is_free and price.per is None and price.plan is None


@given(
    st.integers(0, 999_999),
    st.integers(0, 99),
    st.sampled_from(["", ".", " ", "\xa0", "\u202f"]),
    st.sampled_from(sorted(SUFFIXES)),
    st.sampled_from(sorted(PERIODS)),
)
def test_a_price_with_commas_comes_back(units: int, cents: int, thousands: str, sign: str, period: str) -> None:
    number = f"{units:,}".replace(",", thousands) + f",{cents:02}"
    (price,) = parse_prices(f"{number}{sign}{period}")
    assert (price.amount, price.currency, price.period) == (units + cents / 100, SUFFIXES[sign], PERIODS[period])


@given(st.sampled_from(["Pro", "Plus", "Team", "Starter"]), st.sampled_from([": ", " — ", " – ", " ", " from "]))
@example("Pro", ": from ")
def test_a_plan_comes_back(plan: str, joint: str) -> None:
    (price,) = parse_prices(f"{plan}{joint}$20/user/mo")
    assert (price.plan, price.amount, price.period, price.per) == (plan, 20, "month", "user")


@given(st.integers(0, 100), st.sampled_from([5, 10, 100]), st.sampled_from(["/", " / ", " out of ", "/ "]))
def test_a_rating_comes_back(value: int, best: int, joint: str) -> None:
    ratings = [(rating.value, rating.best) for rating in parse_ratings(f"{value}{joint}{best}")]
    assert ratings == ([(value, best)] if value <= best else [])


@given(st.integers(0, 999_999_999), st.sampled_from(["", " reviews", "+"]))
def test_a_count_comes_back(count: int, behind: str) -> None:
    assert parse_count(f"{count:,}{behind}") == parse_count(f"{count}{behind}") == count


@pytest.mark.parametrize(
    "text",
    [
        "$12 per user per month",
        "Pro $20 / month (billed yearly)",
        "Free plan or $5 a month",
        "1 299 € pro Monat",
        "4.6 out of 5 (1,234 reviews)",
        "4.4 on Product Hunt across 2 749 reviews",
        "Not available on Free",
        "over 5 000 reviews",
    ],
)
@given(st.data())
def test_kinds_of_white_space_change_nothing(text: str, data: Any) -> None:
    varied = "".join(data.draw(SPACES) if char == " " else char for char in text)
    varied = data.draw(st.sampled_from(["", "\u200b", "\n"])) + varied + data.draw(st.sampled_from(["", "\xad", " "]))
    assert parse_prices(varied) == parse_prices(text)
    assert parse_ratings(varied) == parse_ratings(text)
    assert parse_answer(varied) == parse_answer(text)
    assert parse_count(varied) == parse_count(text)


@pytest.mark.parametrize(
    "piece",
    [
        *"1 a$(★✓.,-",
        "1,",
        "$1 ",
        "$1/",
        "1 1",
        "free ",
        "free-",
        "Pro ",
        "4.5/5 ",
        "on G2 ",
        "$1/user ",
        "~~$",
        "(per ",
        "1 000 ",
    ],
)
def test_a_megabyte_of_anything_returns(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + string.ascii_letters
    assert len(parse_prices(text)) < 5000
    assert len(parse_ratings(text, bare=True)) < 5000
    assert parse_answer(text) in (True, False, None)
    assert parse_count(text) is None
