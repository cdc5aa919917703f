"""Counts as a page prints them: `2,749 reviews`, `2.7k`, `over 5,000`."""

import re
from decimal import Decimal
from typing import Final

from normalize.values.prints import any_of, plain, readable

_TIMES: Final = {
    "k": 1_000, "thousand": 1_000, "tsd": 1_000, "mil": 1_000, "m": 1_000_000, "mm": 1_000_000, "million": 1_000_000,
    "millions": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000, "千": 1_000,
    "천": 1_000, "万": 10_000, "萬": 10_000, "만": 10_000, "億": 100_000_000, "亿": 100_000_000, "억": 100_000_000,
}  # fmt: skip
_MARKS: Final = "|".join(sorted(_TIMES, key=len, reverse=True))
# What comes in whole numbers only, so that 1.234 of them are more than a thousand.
_COUNTABLE: Final = (
    r"(?:reviews?|ratings?|votes?|users?|customers?|downloads?|stars|people|bewertungen|rezensionen|nutzer|avis|notes"
    r"|reseñas|opiniones|valoraciones|usuarios|avaliações|recensioni|voti|отзыв\w*|оцен\w*|レビュー|評価|评价|条评价|리뷰)"
)
COUNT: Final = (
    r"(?:\d{1,3}(?:,\d{3})++|\d{1,3}(?:\.\d{3}){2,}+|\d{1,3}(?:[\ ']\d{3})++|\d{1,12}+(?:[.,]\d{1,3}+)?)(?![\d.,]*\d)"
)
COUNT_MARK: Final = rf"(?:\ ?(?:{_MARKS})(?![^\W\d_])|[千万萬億亿천만억])"
_ABOUT: Final = any_of(
    r"over more_than about around some nearly almost approx\.? at_least über mehr_als plus_de más_de ~ > ≈"
)
_PRINT: Final = re.compile(
    rf"""\(?(?:{_ABOUT}\ ?)?
    (?P<number>{COUNT})(?P<mark>{COUNT_MARK})?\ ?(?:\+|plus\b)?
    (?P<noun>\ ?[^\W\d_][^\d%/$€£¥]{{0,60}})?\)?""",
    re.X | re.I,
)
_NOUN: Final = re.compile(rf"\ ?(?:[^\W\d_]+\ ){{0,2}}{_COUNTABLE}(?![^\W\d_])", re.I)
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:[ ']\d{3})+|\d+")
_ONE_POINT: Final = re.compile(r"\d{1,3}\.\d{3}")
_LONGEST: Final = 100  # characters


def parse_count(text: str) -> int | None:
    """Read a text that is a count, with or without what is counted.

    `1.234` alone is null: it does not say whether the point sets thousands apart; `1.234 reviews` does. A fraction
    without a mark such as `k` is no count.
    """
    shown = plain(readable(text))
    match = _PRINT.fullmatch(shown) if len(shown) <= _LONGEST else None
    return count_of(match["number"], match["mark"], match["noun"]) if match else None


def count_of(number: str, mark: str | None, noun: str | None) -> int | None:
    """Work out a count from its number, its mark (`k`, `million`) and what is counted."""
    if mark:
        grouped = _GROUPED.fullmatch(number) and not _ONE_POINT.fullmatch(number)
        exact = re.sub(r"\D", "", number) if grouped else number.replace(",", ".")
        return round(Decimal(exact) * _TIMES[mark.strip().lower()])
    is_whole = _GROUPED.fullmatch(number) or _ONE_POINT.fullmatch(number) and _NOUN.match(noun or "")
    return int(re.sub(r"\D", "", number)) if is_whole else None
