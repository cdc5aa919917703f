"""Krippendorff's alpha (2011, Computing Krippendorff's Alpha-Reliability): over ratings that can be paired, all alike.

Its metrics are the weights of the same names (nominal is identity, interval is quadratic), but for ordinal: there
Krippendorff's distance between two categories is the number of ratings that lie between them, squared, so it changes
from sample to sample.
"""

import numpy as np

from analysis.arrays import Floats
from analysis.coefficients import Sample, drawn_distance, pair_distance


class Alpha:
    """The coefficient."""

    def values(self, sample: Sample, frequencies: Floats) -> Floats:
        """Alpha for each resample; NaN where it is undefined."""
        if not sample.has_midranks:
            return _values(sample, frequencies, sample.distance, sample.pair_distance)
        return np.concatenate([_ordinal_value(sample, row[None, :]) for row in frequencies])

    def standard_error(self, sample: Sample) -> float | None:
        """Linearise over units with two ratings or more: Gwet (2014), chapter 5.

        He holds the distances fixed, which those of ordinal alpha are not.
        """
        if sample.has_midranks:
            return None
        paired = sample.patterns.frequency * sample.is_paired
        n, counts = paired.sum(), _counts(sample, paired[None, :])[0]
        shares, weight = counts / counts.sum(), sample.n_given * n / counts.sum()
        observed, expected = paired * weight @ sample.pair_distance / n, drawn_distance(shares, sample.distance)
        influence = expected - sample.unit_shares @ (sample.distance @ shares)
        linearised = weight * (observed - sample.pair_distance - 2 * observed / expected * influence) / expected
        return float(np.sqrt(paired @ linearised**2 / (n * (n - 1))))


def _ordinal_value(sample: Sample, frequencies: Floats) -> Floats:
    distance = _midrank_distance(_counts(sample, frequencies)[0])
    return _values(sample, frequencies, distance, pair_distance(sample.patterns.counts, distance))


def _values(sample: Sample, frequencies: Floats, distance: Floats, distance_in_pairs: Floats) -> Floats:
    counts = _counts(sample, frequencies)
    total = counts.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = counts / total[:, None]
        observed = frequencies @ (sample.is_paired * sample.n_given * distance_in_pairs) / total
        return np.asarray(1 - (1 - 1 / total) * observed / drawn_distance(shares, distance))


def _counts(sample: Sample, frequencies: Floats) -> Floats:
    """Ratings of each category that can be paired; resamples × categories."""
    return np.asarray((frequencies * sample.is_paired) @ sample.patterns.counts)


def _midrank_distance(counts: Floats) -> Floats:
    midrank = counts.cumsum() - counts / 2
    return (midrank[:, None] - midrank) ** 2
