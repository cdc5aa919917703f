"""An estimate with its uncertainty, and the ways to its interval."""

from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
from scipy.special import ndtri, stdtrit

from analysis.arrays import Floats

_ROUNDING: Final = 1e-9
# Coefficients are of order 1 and computed to sixteen digits, so a spread this small is what rounding has left of none:
# that of one unit in a billion that differs from all others is a thousand times as large.
_DUST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its uncertainty; nothing in it is ever NaN."""

    value: float | None
    """None where the figure is undefined."""
    standard_error: float | None = None
    """None where the value is, and where one unit alone says nothing about spread."""
    low: float | None = None
    """Lower end of the confidence interval."""
    high: float | None = None
    """Upper end of the confidence interval."""
    reason: str | None = None
    """Why something above is None, or what an interval leaves out; None when there is nothing to say."""


def by_t(value: float, standard_error: float, confidence: float, n_units: int, least: float = -1.0) -> Estimate:
    """Estimate with a t interval of n - 1 degrees, as Gwet (2014) takes it; `least` is the least possible value."""
    return _symmetric(value, standard_error, float(stdtrit(n_units - 1, (1 + confidence) / 2)), least)


def by_normal(value: float, standard_error: float, confidence: float) -> Estimate:
    """Estimate with a normal interval, as Fleiss, Cohen and Everitt (1969) take it."""
    return _symmetric(value, standard_error, float(ndtri((1 + confidence) / 2)))


def by_percentiles(value: float, resampled: Floats, confidence: float) -> Estimate:
    """Estimate with the standard deviation and the percentiles of resampled values; NaN where undefined in a resample.

    Where more resamples are undefined than the interval would leave outside, its ends would be guesses: it has none.
    """
    defined = resampled[np.isfinite(resampled)]
    n_undefined = resampled.size - defined.size
    reason = f"undefined in {n_undefined} of {resampled.size} resamples" if n_undefined else None
    if defined.size < 2 or n_undefined > (1 - confidence) * resampled.size:
        return Estimate(value, reason=reason)
    if np.ptp(defined) < _DUST:
        return _clipped(Estimate(value, 0.0, value, value, reason))
    low, high = np.quantile(defined, [(1 - confidence) / 2, (1 + confidence) / 2])
    return _clipped(Estimate(value, float(defined.std(ddof=1)), float(low), float(high), reason))


def without_dust(figure: float) -> float:
    """The figure, of order 1 where it is one at all; 0 for what rounding has left of a zero."""
    return 0.0 if abs(figure) < _DUST else figure


def _symmetric(value: float, standard_error: float, quantile: float, least: float = -1.0) -> Estimate:
    standard_error = without_dust(standard_error)
    reach = quantile * standard_error
    return _clipped(Estimate(value, standard_error, value - reach, value + reach), least)


def _clipped(estimate: Estimate, least: float = -1.0) -> Estimate:
    """Hold an interval within `least` and 1."""
    value, standard_error, low, high, reason = astuple(estimate)
    if value < least - _ROUNDING:  # as units with one rating can make a kappa, and some weights
        return Estimate(value, standard_error, reason=f"no interval within [{least:g}, 1] holds the value")
    return Estimate(value, standard_error, min(max(low, least), 1.0), min(max(high, least), 1.0), reason)
