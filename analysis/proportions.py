"""Intervals for a proportion: Wilson's, with and without continuity correction, and Clopper and Pearson's.

Both take counts and return shares in 0..1. Of nothing (`n` = 0) nothing is known: the interval is (0, 1).
"""

import math

from scipy.special import betaincinv, ndtri

from analysis.arrays import check_confidence


def wilson(successes: float, n: float, confidence: float = 0.95, correction: bool = False) -> tuple[float, float]:
    """Score interval for `successes` out of `n`, as (low, high).

    Wilson (1927), JASA 22:209-212; with `correction` the continuity-corrected form, method 4 of Newcombe (1998),
    Statistics in Medicine 17:857-872.

    Raises:
        ValueError: `successes` is not within 0..n, or `confidence` not within 0..1.
    """
    _check(successes, n, confidence)
    if n == 0:
        return 0.0, 1.0
    z = float(ndtri((1 + confidence) / 2))
    low, high = (_corrected if correction else _score)(successes, n, z)
    # Rounding must not take a bound past the end at which it lies.
    return (max(0.0, low) if successes > 0 else 0.0), (min(1.0, high) if successes < n else 1.0)


def clopper_pearson(successes: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Exact interval for `successes` out of `n`, as (low, high): covers with at least `confidence`, often with more.

    Clopper and Pearson (1934), Biometrika 26:404-413, by quantiles of the beta distribution.

    Raises:
        ValueError: `successes` is not within 0..n, or `confidence` not within 0..1.
    """
    _check(successes, n, confidence)
    tail, failures = (1 - confidence) / 2, n - successes
    low = float(betaincinv(successes, failures + 1, tail)) if successes > 0 else 0.0
    high = float(betaincinv(successes + 1, failures, 1 - tail)) if failures > 0 else 1.0
    return low, high


def _score(successes: float, n: float, z: float) -> tuple[float, float]:
    middle = successes + z**2 / 2
    reach = z * math.sqrt(successes * (n - successes) / n + z**2 / 4)
    return (middle - reach) / (n + z**2), (middle + reach) / (n + z**2)


def _corrected(successes: float, n: float, z: float) -> tuple[float, float]:
    share, failures = successes / n, n - successes
    middle, scale = 2 * successes + z**2, 2 * (n + z**2)
    below = z**2 - 2 - 1 / n + 4 * share * (failures + 1)
    above = z**2 + 2 - 1 / n + 4 * share * (failures - 1)
    # Negative only at an end, where the caller knows the bound.
    low = (middle - 1 - z * math.sqrt(max(0.0, below))) / scale
    return low, (middle + 1 + z * math.sqrt(max(0.0, above))) / scale


def _check(successes: float, n: float, confidence: float) -> None:
    check_confidence(confidence)
    if not 0 <= successes <= n < math.inf:
        raise ValueError(f"successes must lie between 0 and n, not {successes} of {n}")
