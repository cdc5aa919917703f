"""Two raters, as a contingency table: categories × categories, one rater's in rows and the other's in columns."""

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from analysis.arrays import Floats, check_confidence, whole_numbers
from analysis.coefficients import Sample
from analysis.estimate import Estimate, by_normal
from analysis.inference import NO_VARIATION, ONE_UNIT, estimates
from analysis.patterns import Patterns


def cohen_kappa(table: ArrayLike, confidence: float = 0.95) -> Estimate:
    """Cohen's kappa (1960, Educational and Psychological Measurement 20:37-46), unweighted.

    The standard error is that of Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72:323-327, for a kappa that
    need not be 0; the interval is normal, within [-1, 1].

    Raises:
        ValueError: no square table of whole numbers, or `confidence` not within 0..1.
    """
    check_confidence(confidence)
    counts = _square(table)
    n = counts.sum()
    if n == 0:
        return Estimate(None, reason="no ratings")
    joint = counts / n
    expected = 1 - joint.sum(axis=1) @ joint.sum(axis=0)
    if np.count_nonzero(counts) == 1 and counts.trace():
        return Estimate(None, reason=NO_VARIATION)
    value = float(1 - (n - counts.trace()) / n / expected)
    if n == 1:
        return Estimate(value, reason=ONE_UNIT)
    return by_normal(value, math.sqrt(_variance(joint, value) / n), confidence)


def _variance(joint: Floats, kappa: float) -> float:
    """Variance of one unit's contribution."""
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    chance = rows @ columns
    # What the cell adds to agreement, less what its margins add to chance agreement.
    contribution = np.eye(rows.size) - (1 - kappa) * (columns[:, None] + rows)
    deviation = contribution - (kappa - chance * (1 - kappa))
    return float((joint * deviation**2).sum() / (1 - chance) ** 2)


def scott_pi(table: ArrayLike, confidence: float = 0.95) -> Estimate:
    """Scott's pi (1955, Public Opinion Quarterly 19:321-325), unweighted.

    It is Fleiss's kappa of two raters, and has its standard error and t interval (Gwet 2014).

    Raises:
        ValueError: no square table of whole numbers, or `confidence` not within 0..1.
    """
    check_confidence(confidence)
    counts = _square(table)
    cells = np.argwhere(counts)
    unit = np.eye(len(counts))
    patterns = Patterns(
        tuple(range(len(counts))), csr_array(unit[cells[:, 0]] + unit[cells[:, 1]]), None, counts[counts > 0], 2
    )
    return estimates(Sample(patterns, "identity"), confidence, 0, 0)["fleiss_kappa"]


def specific_agreement(table: ArrayLike) -> tuple[float | None, ...]:
    """Agreement on each category: of what either rater put there, the share that the other did too, 0..1.

    Cicchetti and Feinstein (1990), Journal of Clinical Epidemiology 43:551-558, who take two categories: p_pos, p_neg.
    None for a category that neither rater used.

    Raises:
        ValueError: no square table of whole numbers.
    """
    counts = _square(table)
    used = counts.sum(axis=0) + counts.sum(axis=1)
    agreed = 2 * counts.diagonal()
    return tuple(float(part / whole) if whole else None for part, whole in zip(agreed, used, strict=True))


def _square(table: ArrayLike) -> Floats:
    counts = whole_numbers(table, "a table")
    if counts.shape[0] != counts.shape[1]:
        raise ValueError(f"a table must have as many rows as columns, not {counts.shape[0]} × {counts.shape[1]}")
    return counts.astype(np.float64)
