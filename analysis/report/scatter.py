"""Panel against community: a dot per listing, larger where several lie on one spot."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from analysis.report.markup import Html, element
from analysis.report.svg import chart, hint, line, text
from analysis.report.wording import counted, percent, shortened

_LEFT, _TOP, _SIDE = 54, 14, 280
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_MOST_NAMED: Final = 8
_LARGEST: Final = 16.0

Spots = Mapping[tuple[float, float], Sequence[str]]


def scatter(spots: Spots) -> Html:
    """Draw listings by their shares of ship, (panel, community), with the names of those on each spot."""
    bottom = _TOP + _SIDE
    grid = [
        (
            line(_x(tick), _TOP, _x(tick), bottom, "grid"),
            line(_LEFT, _y(tick), _LEFT + _SIDE, _y(tick), "grid"),
            text(_x(tick), bottom + 16, percent(tick), "tick", "middle"),
            text(_LEFT - 7, _y(tick) + 4, percent(tick), "tick", "end"),
        )
        for tick in _TICKS
    ]
    label = "Share of ship among panel and community, a dot for each listing"
    return chart(
        bottom + 38,
        label,
        grid,
        line(_x(0), _y(0), _x(1), _y(1), "reference"),
        text(_x(0.04), _y(0.95), "community warmer", "tick"),
        text(_x(0.96), _y(0.03), "panel warmer", "tick", "end"),
        [_dot(*at, names) for at, names in spots.items()],
        text(_x(0.5), bottom + 33, "share of the panel that ships", "axis", "middle"),
        text(12, _y(0.5), "share of the community", "axis turned", "middle"),
    )


def _dot(panel: float, community: float, names: Sequence[str]) -> Html:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    listed = ", ".join(shortened(name, 60) for name in names[:_MOST_NAMED])
    radius = min(_LARGEST, 5 * math.sqrt(len(names)))
    about = f"{listed}{more}: panel {percent(panel)}, community {percent(community)} ({counted(len(names), 'listing')})"
    return element("circle", hint(about), cx=_x(panel), cy=_y(community), r=radius, class_="dot see-through")


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE
