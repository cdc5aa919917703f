"""Cluster bootstrap: units are drawn again, each with all its ratings (Efron and Tibshirani 1993, chapter 6)."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from analysis.arrays import Floats
from analysis.patterns import Patterns

_MOST_AT_ONCE: Final = 4_000_000  # frequencies in memory; 32 MB


def resamples(patterns: Patterns, n_resamples: int, seed: int) -> Iterator[Floats]:
    """Yield frequencies of as many units drawn with replacement, resamples × patterns, some resamples at a time.

    The same seed draws the same, in whatever order the units came.
    """
    generator = np.random.default_rng(seed)
    shares = patterns.frequency / patterns.n_units
    at_once = max(1, _MOST_AT_ONCE // shares.size)
    for start in range(0, n_resamples, at_once):
        drawn = generator.multinomial(patterns.n_units, shares, size=min(at_once, n_resamples - start))
        yield drawn.astype(np.float64)
