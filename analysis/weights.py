"""How far two categories lie apart: what Gwet's agreement weights take from full agreement.

The literature prints weights w; here stands the distance 1 - w, of which every coefficient is a ratio. Sums of
distances are exactly zero where all agree, so that 1 and 0/0 are found without tolerances.
"""

from collections.abc import Callable, Sequence
from numbers import Real
from typing import Final

import numpy as np

from analysis.arrays import Floats


def distances(categories: Sequence[object], weights: str) -> Floats:
    """Distances between categories, categories × categories, 0 on the diagonal and 1 at most.

    identity: 1 between any two. ordinal: by rank, C(d + 1, 2) for ranks d apart. linear, quadratic, ratio: by value
    where the categories are numbers, else by rank from 1; ratio is ((a - b) / (a + b))². All but identity are divided
    by the largest. Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, chapter 3.

    Raises:
        ValueError: an unknown name of weights, or values for which the distance is not defined.
    """
    if weights == "identity":
        return 1.0 - np.eye(len(categories))
    if weights not in _DISTANCES:
        raise ValueError(f"weights must be one of identity, {', '.join(_DISTANCES)}, not {weights!r}")
    found = _DISTANCES[weights](_scale(categories))
    largest = found.max(initial=0.0)
    return found / largest if largest > 0 else found


def _scale(categories: Sequence[object]) -> Floats:
    numbers = [float(category) for category in categories if isinstance(category, Real)]
    if len(numbers) < len(categories):
        return np.arange(1.0, len(categories) + 1)
    if not np.isfinite(numbers).all():
        raise ValueError("weights other than identity need finite categories")
    return np.array(numbers)


def _ordinal(scale: Floats) -> Floats:
    rank = np.argsort(np.argsort(scale)).astype(np.float64)
    apart = np.abs(rank[:, None] - rank)
    return np.asarray(apart * (apart + 1) / 2)


def _linear(scale: Floats) -> Floats:
    return np.abs(scale[:, None] - scale)


def _quadratic(scale: Floats) -> Floats:
    return _linear(scale) ** 2


def _ratio(scale: Floats) -> Floats:
    if (scale < 0).any():
        raise ValueError("ratio weights need categories of zero or more")
    total = scale[:, None] + scale
    # Zero beside zero is no distance, not 0/0.
    return (_linear(scale) / np.where(total > 0, total, 1.0)) ** 2


_DISTANCES: Final[dict[str, Callable[[Floats], Floats]]] = {
    "ordinal": _ordinal,
    "linear": _linear,
    "quadratic": _quadratic,
    "ratio": _ratio,
}
