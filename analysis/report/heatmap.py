"""Reviewers against reviewers: a square per two of them, darker where they agree more often."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from analysis.report.markup import Html, element
from analysis.report.svg import WIDTH, chart, hint, text
from analysis.report.wording import coefficient, counted, hundredths, interval, percent, shortened

_LABELS, _NARROW_LABELS = 130, 104
_MOST_ROOMY: Final = 8  # reviewers whose cells hold "100" in letters of the usual size
_TOP: Final = 22
_LARGEST, _WITH_N = 44.0, 34.0
_STEPS: Final = (50, 60, 70, 80, 90)  # percent

Pairs = Mapping[tuple[str, str], Mapping[str, Any]]


def heat_map(reviewers: Sequence[tuple[str, str]], pairs: Pairs) -> Html:
    """Draw the agreement of reviewers, given as ids and names, from rows of `reviewer_agreement` by their two ids."""
    labels, side = _measures(len(reviewers))
    top, bottom = _TOP, _TOP + side * len(reviewers)
    marks = [text(labels + side * (n + 0.5), top - 6, n + 1, "tick", "middle") for n in range(len(reviewers))]
    for row, (first, name) in enumerate(reviewers):
        marks.append(_label(row + 1, shortened(name, int(labels - 18) // 7), name, top + side * (row + 0.5) + 4))
        for column, (second, _) in enumerate(reviewers):
            if found := pairs.get((first, second)) or pairs.get((second, first)):
                marks.append(_cell(found, labels + side * column, top + side * row, side, len(reviewers)))
    return chart(bottom + 40, "How often each two reviewers agree", marks, _legend(bottom + 10))


def shows_n(n_reviewers: int) -> bool:
    """Whether cells have room for the number of listings."""
    return _measures(n_reviewers)[1] >= _WITH_N


def _measures(n_reviewers: int) -> tuple[float, float]:
    """Width of the names, and side of a cell."""
    labels = _LABELS if n_reviewers <= _MOST_ROOMY else _NARROW_LABELS
    return labels, min(_LARGEST, (WIDTH - labels) / n_reviewers)


def _label(number: int, short: str, name: str, y: float) -> Html:
    return element("g", hint(name), text(0, y, number, "tick"), text(18, y, short, "label"))


def _cell(pair: Mapping[str, Any], x: float, y: float, side: float, n_reviewers: int) -> Html:
    percents = hundredths(pair["percent_agreement"])
    step = _step(percents)
    few = " few" if pair["is_few"] else ""
    return element(
        "g",
        hint(
            f"{pair['a_reviewer']} and {pair['b_reviewer']}: {percent(pair['percent_agreement'])} of "
            f"{counted(pair['n_listings'], 'listing')}; AC1 {coefficient(pair['ac1'])}, 95% interval "
            f"{interval(pair['ac1_low'], pair['ac1_high'])}"
        ),
        element("rect", x=x + 1, y=y + 1, width=side - 2, height=side - 2, rx=3, class_=f"heat-{step}{few}"),
        _figures(percents, pair["n_listings"], x + side / 2, y + side / 2, n_reviewers, step),
    )


def _figures(percents: int, n: int, x: float, y: float, n_reviewers: int, step: int) -> list[Html]:
    """The share in percent and, where there is room, of how many listings."""
    is_roomy = shows_n(n_reviewers)
    size = "" if n_reviewers <= _MOST_ROOMY else " small"
    share = text(x, y + (0 if is_roomy else 4), percents, f"on-heat-{step} share{size}", "middle")
    return [share, text(x, y + 13, f"n {n}", f"on-heat-{step} n", "middle")] if is_roomy else [share]


def _legend(y: float) -> list[Html]:
    names = [f"below {_STEPS[0]}", *(f"{step} to {step + 9}" for step in _STEPS[:-1]), f"{_STEPS[-1]} and up"]
    width = WIDTH / len(names)
    return [
        element(
            "g",
            element("rect", x=place * width, y=y, width=width - 2, height=8, rx=2, class_=f"heat-{place}"),
            text(place * width, y + 21, name, "tick"),
        )
        for place, name in enumerate(names)
    ]


def _step(percents: int) -> int:
    return sum(percents >= step for step in _STEPS)
