"""Predictions in time: a line each from the day it was said to the day by which one can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from analysis.report.markup import Html, element
from analysis.report.svg import WIDTH, chart, hint, line, text
from analysis.report.wording import shortened

_ROW: Final = 38
_LEFT, _RIGHT = 8, WIDTH - 12
_LONGEST_NAME: Final = 26
_LONGEST_WORDS: Final = 22
_MOST_TICKS: Final = 6
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100)  # years between ticks


@dataclass(frozen=True, slots=True)
class Span:
    """One prediction: of what, its time words, from when to when, whether that has come, and the sentence."""

    name: str
    words: str
    said_on: date
    due_on: date
    is_due: bool
    sentence: str


def timeline(spans: Sequence[Span], today: date) -> Html:
    """Draw predictions below each other on one axis of years; a dashed line marks today."""
    first = min(span.said_on for span in spans).year
    last = max(*(span.due_on.year for span in spans), today.year) + 1
    bottom = len(spans) * _ROW + 4
    step = next(step for step in _STEPS if (last - first) / step <= _MOST_TICKS or step == _STEPS[-1])
    years = range(first, last + 1, step)
    axis = _Axis(date(first, 1, 1), date(last, 1, 1))
    return chart(
        bottom + 20,
        "Predictions, from the day they were made to the day by which one can tell",
        [line(axis.x(date(year, 1, 1)), 0, axis.x(date(year, 1, 1)), bottom, "grid") for year in years],
        [text(axis.x(date(year, 1, 1)), bottom + 14, str(year), "tick", _anchor(year, first, last)) for year in years],
        line(axis.x(today), 0, axis.x(today), bottom, "reference"),
        [_drawn(span, axis, place * _ROW) for place, span in enumerate(spans)],
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    start: date
    end: date

    def x(self, day: date) -> float:
        """Where a day lies."""
        return _LEFT + (day - self.start).days / (self.end - self.start).days * (_RIGHT - _LEFT)


def _drawn(span: Span, axis: _Axis, top: float) -> Html:
    middle = top + 27
    return element(
        "g",
        hint(f"{span.name}, by {span.due_on:%Y-%m-%d}: {span.sentence}"),
        text(_LEFT, top + 15, shortened(span.name, _LONGEST_NAME), "name"),
        text(_RIGHT, top + 15, shortened(span.words, _LONGEST_WORDS), "value", "end"),
        line(axis.x(span.said_on), middle, axis.x(span.due_on), middle, "whisker"),
        element("circle", cx=axis.x(span.due_on), cy=middle, r=5, class_="dot due" if span.is_due else "dot"),
    )


def _anchor(year: int, first: int, last: int) -> str:
    return {first: "start", last: "end"}.get(year, "middle")
