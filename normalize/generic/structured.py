"""Structured data, JSON-LD: what items that bear a tool's name say of its prices and ratings; each script by itself."""

import json
from collections.abc import Iterator
from typing import Any, Final

from normalize.generic.sides import Sides
from normalize.page import Element
from normalize.reading import ReadPoint, ReadPrice, ReadRating
from normalize.records import Period
from normalize.text import clean, fold

_LARGEST_SCRIPT: Final = 500_000  # characters
_MOST_ITEMS: Final = 2_000
_DEEPEST: Final = 12
_PERIODS: Final[dict[str, Period]] = {
    "P1M": "month", "MON": "month", "MONTH": "month", "P1Y": "year", "ANN": "year", "YEAR": "year", "P12M": "year",
}  # fmt: skip


class Structured:
    """What the JSON-LD of a page says of the compared tools."""

    def __init__(self) -> None:
        self.prices: list[ReadPrice] = []
        self.ratings: list[ReadRating] = []
        self.points: list[ReadPoint] = []
        self.broken = 0


def read_structured(root: Element | None, sides: Sides) -> Structured:
    """Read every JSON-LD script; items whose name is no compared tool's say nothing here."""
    found = Structured()
    if root is None:
        return found
    names = {fold(name): side for side, name in enumerate(sides.names)}
    for script in root.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().casefold() != "application/ld+json":
            continue
        text = script.text or ""
        if len(text) > _LARGEST_SCRIPT:
            continue
        try:
            content = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            found.broken += bool(text.strip())
            continue
        for item in _items(content):
            if (side := names.get(fold(_text(item.get("name"))))) is not None:
                _add(found, item, side)
            elif isinstance(reviewed := item.get("itemReviewed"), dict):
                if (side := names.get(fold(_text(reviewed.get("name"))))) is not None:
                    _add_review(found, item, side)
    return found


def _items(content: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a script, from outside in."""
    waiting: list[tuple[Any, int]] = [(content, 0)]
    n = 0
    while waiting and n < _MOST_ITEMS:
        value, depth = waiting.pop()
        n += 1
        if isinstance(value, dict):
            yield value
            if depth < _DEEPEST:
                waiting += [(each, depth + 1) for each in value.values() if isinstance(each, dict | list)]
        elif isinstance(value, list) and depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in value if isinstance(each, dict | list)]


def _add(found: Structured, item: dict[str, Any], side: int) -> None:
    for offer in _each(item.get("offers")):
        for single in _each(offer.get("offers")) or [offer]:
            found.prices += _prices(single, side)
    for rating in _each(item.get("aggregateRating")):
        found.ratings += _rating(rating, side, "users")
    for review in _each(item.get("review")):
        _add_review(found, review, side)
    for key, kind in (("positiveNotes", "pro"), ("negativeNotes", "con")):
        _add_notes(found, item.get(key), side, kind)


def _add_review(found: Structured, review: dict[str, Any], side: int) -> None:
    for rating in _each(review.get("reviewRating")):
        found.ratings += _rating(rating, side, "editor")
    for key, kind in (("positiveNotes", "pro"), ("negativeNotes", "con")):
        _add_notes(found, review.get(key), side, kind)


def _add_notes(found: Structured, notes: Any, side: int, kind: str) -> None:
    for note in _each(notes):
        for element in _each(note.get("itemListElement")):
            if text := clean(_text(element.get("name"))):
                found.points.append(ReadPoint(side, "pro" if kind == "pro" else "con", text, "structured"))


def _prices(offer: dict[str, Any], side: int) -> Iterator[ReadPrice]:
    """The price of an offer or of its specification; without one, both ends of a range."""
    specifications = _each(offer.get("priceSpecification"))
    stated = next((each for each in (offer, *specifications) if each.get("price") is not None), offer)
    currency = _text(stated.get("priceCurrency")).strip().upper()
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        return
    period: Period | None = None
    for specification in specifications:
        code = _text(
            specification.get("unitCode") or specification.get("billingDuration") or specification.get("unitText")
        )
        period = _PERIODS.get(code.strip().upper(), period)
    plan = clean(_text(offer.get("name"))) or None
    ends = dict.fromkeys(_text(stated.get(key)) for key in ("lowPrice", "highPrice"))
    for text in ends if stated.get("price") is None else [_text(stated["price"])]:
        amount = _number(text)
        if amount is not None and amount >= 0:
            yield ReadPrice(side, plan, amount, currency, period, None, False, f"{text} {currency}", "structured")


def _rating(rating: dict[str, Any], side: int, kind: str) -> list[ReadRating]:
    value, best = _number(rating.get("ratingValue")), _number(rating.get("bestRating"))
    count = _number(rating.get("ratingCount") or rating.get("reviewCount"))
    if value is None or value < 0 or best is not None and (best <= 0 or value > best):
        return []
    text = _text(rating.get("ratingValue")) + (f"/{_text(rating.get('bestRating'))}" if best is not None else "")
    n = int(count) if count is not None and 0 <= count < 2**31 else None
    return [ReadRating(side, value, best, n, "users" if kind == "users" else "editor", None, text, "structured")]


def _each(value: Any) -> list[dict[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _number(value: Any) -> float | None:
    """A number as JSON-LD gives it: a number, or its print with a point."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and abs(number) < 1e12 else None
