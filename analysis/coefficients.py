"""Agreement coefficients as 1 - observed / expected disagreement, over patterns with any frequencies.

Frequencies are resamples × patterns: the sample itself is one row of them, and a bootstrap is many.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from analysis.arrays import Floats
from analysis.patterns import Patterns, Sparse
from analysis.weights import distances

_MOST_CELLS: Final = 2_000_000  # that are not sparse at a time; 16 MB


class Sample:
    """Patterns of ratings under chosen weights, and what all coefficients need of them."""

    def __init__(self, patterns: Patterns, weights: str) -> None:
        self.patterns = patterns
        self.distance = distances(patterns.categories, weights)
        self.n_given = patterns.n_given
        self.is_paired = self.n_given >= 2
        self.has_midranks = weights == "ordinal"
        """Whether Krippendorff's metric for these weights depends on the ratings."""
        self.pair_distance = pair_distance(patterns.counts, self.distance)
        self.unit_shares: Sparse = patterns.counts.multiply(1 / self.n_given[:, None]).tocsr()

    @property
    def frequencies(self) -> Floats:
        """The sample as one row of frequencies."""
        return self.patterns.frequency[None, :]

    def shares(self, frequencies: Floats) -> Floats:
        """Share of each category, a unit counting once whatever its number of raters; resamples × categories."""
        return np.asarray(frequencies @ self.unit_shares / frequencies.sum(axis=1, keepdims=True))

    def observed(self, frequencies: Floats) -> Floats:
        """Mean distance of two ratings of one unit, over units that have two."""
        paired = frequencies * self.is_paired
        return np.asarray(paired @ self.pair_distance / paired.sum(axis=1))


def pair_distance(counts: Sparse, distance: Floats) -> Floats:
    """Mean distance between two different raters' ratings in each pattern; 0 where there is one rating."""
    n = np.asarray(counts.sum(axis=1))
    found = np.zeros(n.size)
    n_rows = max(1, _MOST_CELLS // max(1, distance.shape[0]))
    for start in range(0, n.size, n_rows):
        block = counts[start : start + n_rows]
        found[start : start + n_rows] = block.multiply(block @ distance).sum(axis=1)
    return np.asarray(found / np.maximum(n * (n - 1), 1))


def drawn_distance(shares: Floats, distance: Floats) -> Floats:
    """Mean distance of two ratings drawn from `shares`, which lie along the last axis."""
    return np.asarray(((shares @ distance) * shares).sum(axis=-1))


class Coefficient(Protocol):
    """A coefficient over patterns."""

    def values(self, sample: Sample, frequencies: Floats) -> Floats:
        """The coefficient for each resample; NaN where it is undefined."""

    def standard_error(self, sample: Sample) -> float | None:
        """The analytic standard error of a defined coefficient of at least two units; None without a formula."""


@dataclass(frozen=True, slots=True)
class ChanceCorrected:
    """A coefficient that differs from the others in what disagreement it expects."""

    expected: Callable[[Sample, Floats], Floats]
    """Expected disagreement for each resample."""
    influence: Callable[[Sample], Floats]
    """Chance agreement of each pattern less that of the sample, half its derivative: its mean over units is 0."""

    def values(self, sample: Sample, frequencies: Floats) -> Floats:
        """The coefficient for each resample; NaN where it is undefined."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return 1 - sample.observed(frequencies) / self.expected(sample, frequencies)

    def standard_error(self, sample: Sample) -> float:
        """Linearise over units: Gwet (2008), British Journal of Mathematical and Statistical Psychology 61:29-48.

        With missing ratings as in Gwet (2014), chapter 5: a unit with one rating agrees with nobody, and how many such
        units there are counts as chance. So the error is above 0 even where all pairs agree.
        """
        frequency, n = sample.patterns.frequency, sample.patterns.n_units
        value = self.values(sample, sample.frequencies)[0]
        expected = self.expected(sample, sample.frequencies)[0]
        share_paired = frequency @ sample.is_paired / n
        agreed = sample.is_paired * (expected - sample.pair_distance) / share_paired
        linearised = (agreed - 2 * (1 - value) * self.influence(sample)) / expected
        return float(np.sqrt(frequency @ (linearised - value) ** 2 / (n * (n - 1))))


def _nothing(sample: Sample) -> Floats:
    return np.zeros(sample.n_given.size)


def _certain(sample: Sample, frequencies: Floats) -> Floats:
    return np.ones(frequencies.shape[0])


def _even(sample: Sample, frequencies: Floats) -> Floats:
    """Brennan and Prediger (1981), Educational and Psychological Measurement 41:687-699: all categories alike."""
    return np.full(frequencies.shape[0], sample.distance.mean() if sample.distance.size else 0.0)


def _gwet_factor(sample: Sample) -> float:
    q = sample.distance.shape[0]
    return float((1 - sample.distance).sum() / (q * (q - 1))) if q > 1 else float("nan")


def _gwet(sample: Sample, frequencies: Floats) -> Floats:
    shares = sample.shares(frequencies)
    return np.asarray(1 - _gwet_factor(sample) * (shares * (1 - shares)).sum(axis=1))


def _gwet_influence(sample: Sample) -> Floats:
    shares = sample.shares(sample.frequencies)[0]
    agreed = _gwet_factor(sample) * (sample.unit_shares @ (1 - shares))
    return np.asarray(agreed - (1 - _gwet(sample, sample.frequencies)[0]))


def _fleiss(sample: Sample, frequencies: Floats) -> Floats:
    return drawn_distance(sample.shares(frequencies), sample.distance)


def _fleiss_influence(sample: Sample) -> Floats:
    shares = sample.shares(sample.frequencies)[0]
    return np.asarray(_fleiss(sample, sample.frequencies)[0] - sample.unit_shares @ (sample.distance @ shares))


PERCENT_AGREEMENT: Final = ChanceCorrected(_certain, _nothing)
GWET: Final = ChanceCorrected(_gwet, _gwet_influence)
FLEISS: Final = ChanceCorrected(_fleiss, _fleiss_influence)
BRENNAN_PREDIGER: Final = ChanceCorrected(_even, _nothing)
