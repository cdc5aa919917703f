"""Who is named beside whom: products on the left, those that their quotes name on the right, arrows between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.report.markup import Html, element
from analysis.report.svg import WIDTH, chart, hint, text
from analysis.report.wording import counted, shortened

_ROW: Final = 26
_TOP: Final = 26
_LEFT, _RIGHT = 134, WIDTH - 134
_LONGEST_NAME: Final = 18
_HEAD: Final = 7
_WIDEST: Final = 9.0
_ROUNDS: Final = 8  # of putting each side in the order of what it is joined with: more change nothing seen


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow: ids tell ends apart, names are shown; `n` quotes stand behind it."""

    source: str
    source_name: str
    target: str
    target_name: str
    is_known: bool
    n: int
    is_rival: bool


def arrows(drawn: Sequence[Arrow]) -> Html:
    """Draw arrows between two columns of names, as few of them crossing as a simple order allows."""
    sources, targets = _ordered(drawn)
    height = max(len(sources), len(targets)) * _ROW
    left, right = _places(sources, height), _places(targets, height)
    names = {each.source: each.source_name for each in drawn}
    others = {each.target: each for each in drawn}
    most = max(each.n for each in drawn)
    return chart(
        _TOP + height,
        "Products, and those that quotes about them name as rivals",
        text(_LEFT - 6, 12, "quotes about", "tick", "end"),
        text(_RIGHT + 6, 12, "name", "tick"),
        [_drawn(each, left[each.source], right[each.target], most) for each in drawn],
        [_label(names[each], _LEFT - 6, left[each], "end", "label") for each in sources],
        [
            _label(
                others[each].target_name,
                _RIGHT + 6,
                right[each],
                "start",
                "label" if others[each].is_known else "label soft",
            )
            for each in targets
        ],
    )


def _label(name: str, x: float, y: float, anchor: str, class_: str) -> Html:
    return element("g", hint(name), text(x, y + 4, shortened(name, _LONGEST_NAME), class_, anchor))


def _drawn(arrow: Arrow, start: float, end: float, most: int) -> Html:
    """A curve that leaves and arrives level, and its head."""
    width = max(1.4, _WIDEST * arrow.n / max(most, 4))
    tip, middle = _RIGHT, (_LEFT + _RIGHT) / 2
    head = _HEAD + width / 2
    curve = f"M{_LEFT} {start:g}C{middle:g} {start:g} {middle:g} {end:g} {tip - head:g} {end:g}"
    point = f"M{tip:g} {end:g}l{-head:g} {-head / 2:g}v{head:g}z"
    kind = "arrow" if arrow.is_rival else "arrow dashed"
    about = f"{counted(arrow.n, 'quote')} about {arrow.source_name}: {arrow.target_name}"
    return element(
        "g",
        hint(about),
        element("path", d=curve, class_=kind, stroke_width=width),
        element("path", d=point, class_="arrow-head"),
    )


def _ordered(drawn: Sequence[Arrow]) -> tuple[list[str], list[str]]:
    """Both columns from top to bottom: each name near the mean place of those it is joined with."""
    sources = _by_weight((each.source, each.n) for each in drawn)
    targets = _by_weight((each.target, each.n) for each in drawn)
    for _ in range(_ROUNDS):
        targets = _near(targets, sources, [(each.target, each.source) for each in drawn])
        sources = _near(sources, targets, [(each.source, each.target) for each in drawn])
    return sources, targets


def _by_weight(ends: Iterable[tuple[str, int]]) -> list[str]:
    weights: dict[str, int] = {}
    for end, n in ends:
        weights[end] = weights.get(end, 0) + n
    return sorted(weights, key=lambda end: (-weights[end], end))


def _near(column: list[str], other: list[str], joined: Iterable[tuple[str, str]]) -> list[str]:
    places: dict[str, list[int]] = {end: [] for end in column}
    for end, opposite in joined:
        places[end].append(other.index(opposite))
    return sorted(column, key=lambda end: sum(places[end]) / len(places[end]))


def _places(column: Sequence[str], height: float) -> dict[str, float]:
    """Where each name of a column stands; a shorter column is spread over the same height."""
    step = height / len(column)
    return {end: _TOP + step * (place + 0.5) for place, end in enumerate(column)}
