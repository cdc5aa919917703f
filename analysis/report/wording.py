"""How figures are written: the same everywhere in the report."""

import math
from typing import Any, Final

_ROUNDING: Final = 1e-9


def is_known(value: Any) -> bool:
    """Whether a cell of a frame holds something."""
    return (
        value is not None and not (isinstance(value, float) and math.isnan(value)) and str(value) not in ("NaT", "<NA>")
    )


def percent(share: Any) -> str:
    """A share of 0..1 in whole percents; what is nearly all or nearly nothing is not called all or nothing."""
    return f"{_short_of_certainty(share)}{hundredths(share)}%" if is_known(share) else "–"


def hundredths(share: float) -> int:
    """A share of 0..1 in whole percents, 0 and 100 only where it is."""
    percents = round(share * 100)
    return min(max(percents, 1), 99) if _short_of_certainty(share) else percents


def in_hundred(share: float) -> str:
    """A share as how often out of a hundred times."""
    more = {"": "", ">": "more than ", "<": "less than "}[_short_of_certainty(share)]
    n = hundredths(share)
    return f"{more}{'once' if n == 1 else f'{n} times'} in 100"


def coefficient(value: Any) -> str:
    """A coefficient with two digits, and a minus sign that is one; 1.00 only where it is."""
    if not is_known(value):
        return "–"
    if 0.995 <= value < 1 - _ROUNDING:
        return ">0.99"
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")


def _short_of_certainty(share: float) -> str:
    """The sign before a share that rounds to 0 or to 1 without being it."""
    if _ROUNDING < share < 0.005:
        return "<"
    return ">" if 0.995 <= share < 1 - _ROUNDING else ""


def interval(low: Any, high: Any, write: Any = coefficient) -> str:
    """Ends of an interval; a dash where there is none."""
    return f"{write(low)} to {write(high)}" if is_known(low) and is_known(high) else "–"


def points(share: float) -> str:
    """A difference of shares in whole percentage points, with its sign."""
    return f"{round(share * 100):+d}".replace("-", "\N{MINUS SIGN}").replace("+0", "0")


def counted(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def shortened(text: str, length: int) -> str:
    """Text that fits a label."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
