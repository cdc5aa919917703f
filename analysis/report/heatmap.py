"""Reviewers against reviewers: a square per two of them, darker where they agree more often."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from analysis.report.markup import Html, element
from analysis.report.svg import WIDTH, chart, hint, text
from analysis.report.wording import coefficient, counted, interval, percent, shortened

_LABELS: Final = 122
_TOP: Final = 22
_LARGEST: Final = 44.0
_STEPS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)

Pairs = Mapping[tuple[str, str], Mapping[str, Any]]


def heat_map(reviewers: Sequence[tuple[str, str]], pairs: Pairs) -> Html:
    """Draw the agreement of reviewers, given as ids and names, from rows of `reviewer_agreement` by their two ids."""
    side = min(_LARGEST, (WIDTH - _LABELS) / len(reviewers))
    top, bottom = _TOP, _TOP + side * len(reviewers)
    marks = [text(_LABELS + side * (n + 0.5), top - 6, n + 1, "tick", "middle") for n in range(len(reviewers))]
    for row, (first, name) in enumerate(reviewers):
        marks.append(_label(row + 1, name, top + side * (row + 0.5) + 4))
        for column, (second, _) in enumerate(reviewers):
            if found := pairs.get((first, second)) or pairs.get((second, first)):
                marks.append(_cell(found, _LABELS + side * column, top + side * row, side))
    return chart(bottom + 40, "How often each two reviewers agree", marks, _legend(bottom + 10))


def _label(number: int, name: str, y: float) -> Html:
    return element("g", hint(name), text(0, y, number, "tick"), text(18, y, shortened(name, 15), "name"))


def _cell(pair: Mapping[str, Any], x: float, y: float, side: float) -> Html:
    step = _step(pair["percent_agreement"])
    few = " few" if pair["is_few"] else ""
    return element(
        "g",
        hint(
            f"{pair['a_reviewer']} and {pair['b_reviewer']}: {percent(pair['percent_agreement'])} of "
            f"{counted(pair['n_listings'], 'listing')}; AC1 {coefficient(pair['ac1'])}, 95 % interval "
            f"{interval(pair['ac1_low'], pair['ac1_high'])}"
        ),
        element("rect", x=x + 1, y=y + 1, width=side - 2, height=side - 2, rx=3, class_=f"heat-{step}{few}"),
        _figures(pair, x + side / 2, y + side / 2, side, step),
    )


def _figures(pair: Mapping[str, Any], x: float, y: float, side: float, step: int) -> list[Html]:
    """The share in percent and, where there is room, of how many listings."""
    percents, is_roomy = round(pair["percent_agreement"] * 100), side >= 34
    share = text(x, y + (0 if is_roomy else 4), percents, f"on-heat-{step} share", "middle")
    return [share, text(x, y + 13, f"n {pair['n_listings']}", f"on-heat-{step} n", "middle")] if is_roomy else [share]


def _legend(y: float) -> list[Html]:
    names = ["below 50", *(f"{round(step * 100)}+" for step in _STEPS)]
    width = WIDTH / len(names)
    return [
        element(
            "g",
            element("rect", x=place * width, y=y, width=width - 2, height=8, rx=2, class_=f"heat-{place}"),
            text(place * width, y + 21, f"{name}\N{NARROW NO-BREAK SPACE}%", "tick"),
        )
        for place, name in enumerate(names)
    ]


def _step(share: float) -> int:
    return sum(share >= step for step in _STEPS)
