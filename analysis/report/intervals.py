"""Dots with whiskers: a share per row, with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from analysis.report.markup import Html, element
from analysis.report.svg import WIDTH, chart, hint, line, text
from analysis.report.wording import interval, is_known, percent, shortened

_ROW: Final = 38
_LEFT, _RIGHT = 8, WIDTH - 8
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_LONGEST_NAME: Final = 28


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chart; shares in 0..1."""

    name: str
    share: Any
    low: Any
    high: Any
    of: str
    """What the share is of, as `20 of 27`."""


def interval_chart(rows: Sequence[Row], label: str, reference: float | None = None) -> Html:
    """Draw rows from 0 to 100%; `reference` is a share to compare them with."""
    bottom = len(rows) * _ROW + 4
    grid = [line(_x(tick), 0, _x(tick), bottom, "grid") for tick in _TICKS]
    ticks = [text(_x(tick), bottom + 14, percent(tick), "tick", _anchor(tick)) for tick in _TICKS]
    if reference is not None:
        grid.append(line(_x(reference), 0, _x(reference), bottom, "reference"))
    return chart(bottom + 20, label, grid, [_drawn(row, place * _ROW) for place, row in enumerate(rows)], ticks)


def _drawn(row: Row, top: float) -> Html:
    middle = top + 27
    marks = [
        hint(f"{row.name}: {percent(row.share)} ({row.of}); 95% interval {interval(row.low, row.high, percent)}"),
        text(_LEFT, top + 15, shortened(row.name, _LONGEST_NAME), "name"),
        text(_RIGHT, top + 15, f"{percent(row.share)} · {row.of}", "value", "end"),
    ]
    if is_known(row.low) and is_known(row.high):
        marks.append(line(_x(row.low), middle, _x(row.high), middle, "whisker"))
    if is_known(row.share):
        marks.append(element("circle", cx=_x(row.share), cy=middle, r=5, class_="dot"))
    return element("g", marks)


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _anchor(tick: float) -> str:
    return {0.0: "start", 1.0: "end"}.get(tick, "middle")
