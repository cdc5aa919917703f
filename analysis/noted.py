"""Figures beside what must be said with them: intervals, whether there are few listings, why something is missing."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from analysis.estimate import Estimate
from analysis.proportions import wilson

FEW_LISTINGS: Final = 40
ALL_ALIKE: Final = "no interval: every listing says the same, which leaves no spread to take one from"


def with_estimates(frame: pd.DataFrame, names: dict[str, Sequence[Estimate]], n_listings: str) -> pd.DataFrame:
    """Add each figure as `name`, `name_low` and `name_high`, then what `with_notes` adds by the column `n_listings`.

    An interval of no width is left out, since all it says is that no listing seen is different. Reasons are taken from
    the first figure that has one.
    """
    kept = {name: [_without_false_certainty(each) for each in estimates] for name, estimates in names.items()}
    columns = {
        f"{name}{end}": pd.Series([getattr(each, field) for each in estimates], index=frame.index, dtype="float64")
        for name, estimates in kept.items()
        for end, field in (("", "value"), ("_low", "low"), ("_high", "high"))
    }
    reasons = [next((each.reason for each in row if each.reason), None) for row in zip(*kept.values(), strict=True)]
    return with_notes(frame.assign(**columns), n_listings, reasons)


def with_wilson(frame: pd.DataFrame, successes: str, n_listings: str) -> pd.DataFrame:
    """Add Wilson's interval of a share as `low` and `high`, then what `with_notes` adds."""
    ends = [wilson(k, n) for k, n in zip(frame[successes], frame[n_listings], strict=True)]
    bounds = np.array(ends, dtype=np.float64).reshape(-1, 2)
    return with_notes(frame.assign(low=bounds[:, 0], high=bounds[:, 1]), n_listings, [None] * len(frame))


def with_notes(frame: pd.DataFrame, n_listings: str, reasons: Sequence[str | None]) -> pd.DataFrame:
    """Add `is_few`, `reason`, and `note`: both in words."""
    is_few = frame[n_listings] < FEW_LISTINGS
    notes = ["; ".join(filter(None, said)) or None for said in zip(map(_few, frame[n_listings]), reasons, strict=True)]
    said = {
        name: pd.Series(words, index=frame.index, dtype="object")
        for name, words in (("reason", reasons), ("note", notes))
    }
    return frame.assign(is_few=is_few.astype(bool), **said)


def _few(n: int) -> str | None:
    return f"{n} listing{'' if n == 1 else 's'}, fewer than {FEW_LISTINGS}" if n < FEW_LISTINGS else None


def _without_false_certainty(estimate: Estimate) -> Estimate:
    if estimate.standard_error is None or estimate.standard_error > 0:
        return estimate
    return Estimate(estimate.value, estimate.standard_error, reason=ALL_ALIKE)
