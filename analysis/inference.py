"""From coefficients to estimates: which are undefined and why, and the uncertainty of the others.

Where one category is all there is, irrCAC, Gwet's own package, takes chance agreement for nothing and prints 1 for
every coefficient; where another was declared and nobody chose it, its kappas and alpha are NaN. Both are 0/0, and None
here.
"""

from typing import Final

import numpy as np

from analysis.arrays import Floats
from analysis.bootstrap import resamples
from analysis.coefficients import BRENNAN_PREDIGER, FLEISS, GWET, PERCENT_AGREEMENT, Coefficient, Sample
from analysis.conger import CONGER
from analysis.estimate import Estimate, by_percentiles, by_t, without_dust
from analysis.krippendorff import Alpha

COEFFICIENTS: Final[dict[str, Coefficient]] = {
    "percent_agreement": PERCENT_AGREEMENT,
    "gwet_ac": GWET,
    "krippendorff_alpha": Alpha(),
    "fleiss_kappa": FLEISS,
    "conger_kappa": CONGER,
    "brennan_prediger": BRENNAN_PREDIGER,
}
NO_VARIATION: Final = "no variation: all ratings are the same, so agreement by chance is certain"
ONE_UNIT: Final = "one unit with two ratings says nothing of the spread over units"
_ONE_CATEGORY: Final = "one category only: name all that raters could choose"
_NEEDS_CATEGORIES: Final = ("gwet_ac", "brennan_prediger")  # which depend on how many there are


def estimates(sample: Sample, confidence: float, n_resamples: int, seed: int) -> dict[str, Estimate]:
    """Estimate every coefficient, analytically or, with `n_resamples`, by the bootstrap."""
    points = {name: _point(name, sample) for name in COEFFICIENTS}
    known = {name: point.value for name, point in points.items() if point.value is not None}
    if sample.patterns.frequency @ sample.is_paired < 2:
        return points | {name: Estimate(value, reason=ONE_UNIT) for name, value in known.items()}
    if not n_resamples:
        return points | {name: _analytic(name, value, sample, confidence) for name, value in known.items()}
    drawn = _resampled(list(known), sample, n_resamples, seed)
    return points | {name: by_percentiles(value, drawn[name], confidence) for name, value in known.items()}


def _analytic(name: str, value: float, sample: Sample, confidence: float) -> Estimate:
    """Estimate with the analytic standard error, where there is one."""
    standard_error = COEFFICIENTS[name].standard_error(sample)
    if standard_error is None:
        return Estimate(value, reason="no analytic standard error with these weights: use the bootstrap")
    least = 0.0 if name == "percent_agreement" else -1.0
    return by_t(value, standard_error, confidence, sample.patterns.n_units, least)


def _point(name: str, sample: Sample) -> Estimate:
    """Compute the value alone, or say why there is none."""
    if reason := _missing(name, sample):
        return Estimate(None, reason=reason)
    value = float(COEFFICIENTS[name].values(sample, sample.frequencies)[0])
    if np.isfinite(value):
        return Estimate(without_dust(value))
    is_one = name in _NEEDS_CATEGORIES and len(sample.patterns.categories) == 1
    return Estimate(None, reason=_ONE_CATEGORY if is_one else NO_VARIATION)


def _missing(name: str, sample: Sample) -> str | None:
    """Say what a coefficient lacks, if anything."""
    patterns = sample.patterns
    if not patterns.n_units:
        return "no ratings"
    if patterns.n_raters == 1 and patterns.by_rater is not None:
        return "one rater only"
    if not sample.is_paired.any():
        return "no unit has two ratings"
    if name == "conger_kappa" and patterns.by_rater is None:
        return "counts do not say which rater gave which rating"
    return None


def _resampled(names: list[str], sample: Sample, n_resamples: int, seed: int) -> dict[str, Floats]:
    """Compute coefficients for the same resamples."""
    drawn = [
        {name: COEFFICIENTS[name].values(sample, frequencies) for name in names}
        for frequencies in resamples(sample.patterns, n_resamples, seed)
    ]
    return {name: np.concatenate([some[name] for some in drawn]) for name in names}
