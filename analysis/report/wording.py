"""How figures are written: the same everywhere in the report."""

import math
from typing import Any


def is_known(value: Any) -> bool:
    """Whether a cell of a frame holds something."""
    return (
        value is not None and not (isinstance(value, float) and math.isnan(value)) and str(value) not in ("NaT", "<NA>")
    )


def percent(share: Any) -> str:
    """A share of 0..1 in whole percents."""
    return f"{round(share * 100)}%" if is_known(share) else "–"


def in_hundred(share: float) -> str:
    """A share as how often out of a hundred times."""
    return f"{round(share * 100)} times in 100"


def coefficient(value: Any) -> str:
    """A coefficient with two digits, and a minus sign that is one."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}") if is_known(value) else "–"


def interval(low: Any, high: Any, write: Any = coefficient) -> str:
    """Ends of an interval; a dash where there is none."""
    return f"{write(low)} to {write(high)}" if is_known(low) and is_known(high) else "–"


def counted(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def shortened(text: str, length: int) -> str:
    """Text that fits a label."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
