"""Words that name a time to come, and the date that they come to.

What happens *by* or *before* a period has happened when that begins: "by 2027" is 1 January 2027. What happens *in* a
period, or by its *end*, has happened on its last day: "in 2027" and "by the end of 2027" are 31 December 2027. A span
counts from the day of the quote: "in 12 months" is that day a year later, or the month's last day where it has none
such; of "two to three years" the longer counts. Seasons are those of the northern hemisphere, by whole months. "A few
years" are no date.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_ONES: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS: Final = {word: n for n, word in enumerate(_ONES, 1)} | {
    "a": 1, "an": 1, "the": 1, "a single": 1, "a couple of": 2, "a couple": 2, "a dozen": 12, "fifteen": 15,
    "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "thirty-six": 36, "sixty": 60, "ninety": 90,
}  # fmt: skip
_MONTHS: Final = {name.casefold(): n for n, name in enumerate(calendar.month_name) if n}
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # their first months
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}
_SPANS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120}  # months
_DEADLINES: Final = ("by", "before")
_MOST_MONTHS: Final = 1200  # what lies farther ahead nobody comes back to
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_N: Final = rf"(?:\d{{1,3}}|{'|'.join(sorted((word for word in _NUMBERS if word != 'the'), key=len, reverse=True))})"
_UNIT: Final = r"(?:day|week|fortnight|month|quarter|year|decade)s?"
_ALSO_WORDS: Final = ("march", "may")  # which months alone have a capital for
_NAMED: Final = rf"(?:{'|'.join(sorted({*_MONTHS, *_SEASONS} - {*_ALSO_WORDS}))}|(?-i:March|May))"
_YEAR: Final = r"(?:20|21)\d\d"
_SPAN: Final = (
    rf"(?:half a (?P<half>year|decade)|(?:(?P<low>{_N})(?:\s?[-–]\s?| to | or ))?(?P<n>{_N})[ -]+(?:more |short |odd )?"
    rf"(?P<unit>{_UNIT}))"
)
_PERIOD: Final = rf"""(?:
    (?P<part>early|mid|late)[ -]? )?(?:the\ )?(?:
        q(?P<q>[1-4])(?:\ (?:of\ )?(?P<q_year>{_YEAR}))?
      | (?P<ordinal>first|second|third|fourth)\ quarter(?:\ of\ (?P<o_year>{_YEAR}))?
      | h(?P<h>[12])\ (?P<h_year>{_YEAR})
      | (?:(?P<next>next|this)\ )?(?P<named>{_NAMED})(?:,?\ (?:of\ )?(?P<n_year>{_YEAR}))?
      | (?P<year>{_YEAR})(?!\d|[.,]\d|\ (?:users|people|customers|seats|stars|lines))
      | (?P<relative>next|this|the\ coming|the\ following)\ (?P<r_unit>week|month|quarter|year|decade)
      | (?P<now>the\ (?:year|quarter|month|decade|week))
      | (?P<feast>christmas|year[’']?s[ -]end|year[- ]end)
)"""
_ABOUT: Final = (
    "(?:(?:about|around|roughly|maybe|perhaps|under|less than|at most|as little as|another|the (?:next|coming)|"
    "the space of) )*"
)
# Each with words that stand in a text that it matches: most texts have none, and looking for words costs little.
_SPANS_SAID: Final = [
    (words, re.compile(pattern, re.I))
    for words, pattern in (
        (["in "], rf"\b(?:with)?in {_ABOUT}{_SPAN}(?:[’']s? time)?\b"),
        (["next", "coming"], rf"\b(?:over|during|inside|for) (?:of )?the (?:next|coming) {_SPAN}\b"),
        (
            ["from ", "hence", "down the", " out"],
            rf"\b{_SPAN} (?:from (?:now|today)|hence|down the (?:line|road)|out)\b",
        ),
        (["giv"], rf"\bgiv(?:e|ing) (?:it|this|them|that) {_ABOUT}{_SPAN}\b"),
        (["to live"], rf"\bha(?:s|ve) {_ABOUT}{_SPAN} to live\b"),
    )
]
_UNIT_SAID: Final = re.compile(_UNIT, re.I)
_BARE_NEXT: Final = rf"(?P<bare>(?:later )?(?:next|this)) (?P<b_unit>week|month|quarter|year|decade|{_NAMED})"
_AT: Final = re.compile(
    r"\bbefore\ (?P<out>the\ (?:year|quarter|month|decade|week))(?:['’]s|\ is)\ (?:out|over|up|through)\b"
    r"|\b(?P<how>by|before|until|till|come|in|during|at|within|throughout)\ "
    rf"(?:(?P<edge>(?:the\ )?(?:very\ )?(?:end|close|middle|start|beginning)\ of\ )?{_PERIOD})\b"
    rf"|\b{_BARE_NEXT.replace(' ', chr(92) + ' ')}\b"
    rf"|\b(?P<same>this\ time\ next\ year|a\ year\ from\ now)\b",
    re.I | re.X,
)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Time words from `start` to `end` of a text, the date they come to, and whether they name it without counting."""

    start: int
    end: int
    date: date
    is_absolute: bool  # with its year
    is_period: bool  # of the calendar: next quarter, March
    is_deadline: bool  # "by" and "before", which nobody says of how long a thing takes
    unit: str


def horizons(text: str, seen: date) -> Iterator[Horizon]:
    """Yield the times that a text names and that come after the day it was seen, in order, none inside another."""
    found = sorted([*_spans(text, seen), *_periods(text, seen)], key=lambda each: (each.start, -each.end))
    end = 0
    for horizon in found:
        if horizon.start >= end and horizon.date > seen:
            yield horizon
            end = horizon.end


def _spans(text: str, seen: date) -> Iterator[Horizon]:
    if not _UNIT_SAID.search(text):
        return
    lower = text.lower()
    for found in (
        match
        for words, pattern in _SPANS_SAID
        if any(word in lower for word in words)
        for match in pattern.finditer(text)
    ):
        unit = (found["half"] or found["unit"]).casefold().removesuffix("s")
        n = 0.5 if found["half"] else _number(found["n"])
        if unit in _DAYS or n * _SPANS[unit] <= _MOST_MONTHS:
            yield Horizon(*found.span(), _after(seen, n, unit), False, False, False, unit)


def _periods(text: str, seen: date) -> Iterator[Horizon]:
    for found in _AT.finditer(text):
        said = {name: value.casefold() for name, value in found.groupdict().items() if value}
        if out := said.pop("out", None):
            said |= {"now": out, "edge": "end"}
        if "same" in said:
            yield Horizon(*found.span(), _after(seen, 1, "year"), False, False, False, "year")
        elif when := _period(said, seen):
            how = said.get("how", "in")
            first, last = when
            is_first = how in (*_DEADLINES, "until", "till", "come")
            yield Horizon(*found.span(), first if is_first else last, "20" in found[0], True, how in _DEADLINES, "")


def _period(said: dict[str, str], seen: date) -> tuple[date, date] | None:
    """The first and the last day that the wait for a period may end on; None where it is no period to come."""
    start, months = _named(said, seen)
    if start is None:
        return None
    last = _after(start, months, "month") - timedelta(days=1) if months else start + timedelta(days=6)
    edge, part = said.get("edge", ""), said.get("part", "")
    if "end" in edge or "close" in edge or part == "late":
        return last, last
    if "middle" in edge or part == "mid":
        middle = _after(start, months // 2, "month") if months > 1 else start + timedelta(days=14)
        return middle, middle
    if part == "early":
        early = _after(start, max(1, months // 4), "month") - timedelta(days=1)
        return early, early
    if "now" in said and not edge:
        return None
    return start, last


def _named(said: dict[str, str], seen: date) -> tuple[date | None, int]:
    """The first day of a period and its length in months; 0 for a week."""
    if "feast" in said:
        return (date(seen.year, 12, 25), 1) if said["feast"] == "christmas" else (date(seen.year, 12, 31), 0)
    if quarter := said.get("q") or str(_ORDINALS.get(said.get("ordinal", ""), "")):
        month = int(quarter) * 3 - 2
        return _coming(month, 3, said.get("q_year") or said.get("o_year"), seen), 3
    if "h" in said:
        return date(int(said["h_year"]), int(said["h"]) * 6 - 5, 1), 6
    if "year" in said:
        return date(int(said["year"]), 1, 1), 12
    if name := said.get("named") or (said.get("b_unit") if said.get("b_unit") not in {*_SPANS, *_DAYS} else None):
        length = 3 if name in _SEASONS else 1
        start = _coming(_SEASONS.get(name) or _MONTHS[name], length, said.get("n_year"), seen)
        return start, length
    return _relative(said, seen)


def _relative(said: dict[str, str], seen: date) -> tuple[date | None, int]:
    """ "Next quarter", "this year", and "the year" of whose end is spoken."""
    unit = said.get("r_unit") or said.get("b_unit") or said.get("now", "").removeprefix("the ")
    is_next = (said.get("relative") or said.get("bare") or "this").split()[-1] in ("next", "coming", "following")
    if unit == "week":
        return seen - timedelta(days=seen.weekday()) + timedelta(days=7 * is_next), 0
    if unit == "decade":
        return date(seen.year // 10 * 10 + 10 * is_next, 1, 1), 120
    months = _SPANS[unit]
    start = date(seen.year, (seen.month - 1) // months * months + 1, 1)
    return _after(start, months * is_next, "month"), months


def _coming(month: int, length: int, year: str | None, seen: date) -> date:
    """The period of the year that begins in this month: of that year, or the next that has not begun."""
    if year:
        return date(int(year), month, 1)
    start = date(seen.year, month, 1)
    return start if start > seen else date(seen.year + 1, month, 1)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words.casefold()]


def _after(start: date, n: float, unit: str) -> date:
    """The day that lies so many units after another."""
    if unit in _DAYS:
        return start + timedelta(days=round(n * _DAYS[unit]))
    months = start.month - 1 + round(n * _SPANS[unit])
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
