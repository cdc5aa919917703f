"""Conger's kappa (1980), Psychological Bulletin 88:322-328: chance agreement from each rater's own shares.

With two raters and no rating missing it is Cohen's kappa.
"""

from typing import Final

import numpy as np

from analysis.arrays import Floats
from analysis.coefficients import ChanceCorrected, Sample, drawn_distance


def _rater_counts(sample: Sample, frequencies: Floats) -> Floats:
    """Ratings by rater and category; resamples × raters × categories."""
    found = np.asarray(frequencies @ sample.patterns.by_rater)
    return found.reshape(frequencies.shape[0], sample.patterns.n_raters, len(sample.patterns.categories))


def _rater_shares(counts: Floats) -> Floats:
    """Shares of categories by rater; 0 throughout for a rater whom a resample has left out."""
    return np.asarray(counts / np.maximum(counts.sum(axis=2, keepdims=True), 1))


def _expected(sample: Sample, frequencies: Floats) -> Floats:
    """Mean distance of ratings that two different raters draw from their own shares."""
    counts = _rater_counts(sample, frequencies)
    shares, n_raters = _rater_shares(counts), counts.any(axis=2).sum(axis=1)
    with_themselves = drawn_distance(shares, sample.distance).sum(axis=1)
    pairs = drawn_distance(shares.sum(axis=1), sample.distance) - with_themselves
    return np.asarray(pairs / (n_raters * (n_raters - 1)))


def _influence(sample: Sample) -> Floats:
    """Gwet (2014), chapter 5: a rater's shares are ratios, of which each unit moves top and bottom."""
    counts = _rater_counts(sample, sample.frequencies)[0]
    shares, n_raters = _rater_shares(counts[None])[0], len(counts)
    others = (shares.sum(axis=0) - shares) @ sample.distance
    average = (others * shares).sum(axis=1, keepdims=True)
    moved = sample.patterns.n_units / counts.sum(axis=1, keepdims=True) * (average - others)
    return np.asarray(sample.patterns.by_rater @ moved.ravel()) / (n_raters * (n_raters - 1))


CONGER: Final = ChanceCorrected(_expected, _influence)
