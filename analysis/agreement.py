"""Agreement among raters, with uncertainty: what each coefficient is, and why one is missing where it is.

No single coefficient says it all: where nearly everything is rated alike, kappas fall while percent agreement and AC1
stay, so `measure` gives them side by side.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from numbers import Integral

from analysis.arrays import check_confidence
from analysis.coefficients import Sample
from analysis.contingency import cohen_kappa, scott_pi, specific_agreement
from analysis.estimate import Estimate
from analysis.inference import estimates
from analysis.patterns import from_counts, from_ratings
from analysis.proportions import clopper_pearson, wilson

__all__ = [
    "Agreement",
    "Estimate",
    "clopper_pearson",
    "cohen_kappa",
    "measure",
    "scott_pi",
    "specific_agreement",
    "wilson",
]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What `measure` finds: coefficients, 1 at most, and what they were computed from."""

    percent_agreement: Estimate
    """Share of pairs of ratings of a unit that agree, averaged over units with two ratings; weighted with weights."""
    gwet_ac: Estimate
    """AC1, or AC2 with weights. Gwet (2008)."""
    krippendorff_alpha: Estimate
    """Alpha by the metric of the weights: nominal, ordinal, interval (quadratic), ratio. Krippendorff (2011)."""
    fleiss_kappa: Estimate
    """Fleiss (1971), Psychological Bulletin 76:378-382, with Gwet's extension to missing ratings and weights."""
    conger_kappa: Estimate
    """Conger (1980); with two raters and no rating missing, Cohen's kappa."""
    brennan_prediger: Estimate
    """Brennan and Prediger (1981), also called free-marginal kappa."""
    prevalence: dict[Hashable, float]
    """Share of each category, 0..1, every unit counting once whatever its number of ratings; empty without ratings."""
    n_units: int
    """Units with at least one rating."""
    n_raters: int
    """Raters who gave a rating; from counts, which do not name them, the most that any unit has."""
    n_ratings: int


def measure(
    ratings: object = None,
    *,
    counts: object = None,
    categories: Iterable[Hashable] | None = None,
    weights: str = "identity",
    confidence: float = 0.95,
    bootstrap: int = 0,
    seed: int = 0,
) -> Agreement:
    """Measure the agreement of raters who put units into categories.

    Args:
        ratings: units × raters: nested sequences, an array or a data frame. None, NaN and the like are missing; any
            unit may have any number of ratings. A unit with one bears on chance agreement (not on alpha's) and, as Gwet
            takes missing ratings, on every interval, even that of percent agreement.
        counts: instead of `ratings`, units × categories: how many raters chose each; columns of a data frame are taken
            by name. Conger's kappa is then undefined.
        categories: all that raters could choose, in their order; by default those found, sorted. Name them where some
            may not occur: AC1 and Brennan and Prediger's coefficient depend on how many there are.
        weights: `identity`, `ordinal`, `linear`, `quadratic` or `ratio`: what nearly agreeing counts. Categories that
            are numbers are taken by value (`ordinal`: by rank), others by their place in `categories`, which has to be
            given for them then.
        confidence: of all intervals, between 0 and 1.
        bootstrap: number of resamples of units; 0 takes the analytic standard errors instead.
        seed: of the bootstrap.

    Returns:
        Estimates with Gwet's (2014, Handbook of Inter-Rater Reliability, 4th edition) linearised standard errors and t
        intervals, or the standard deviation and percentiles of a bootstrap over units. Intervals are clipped to
        [-1, 1]. What is undefined is None and says why: kappas and alpha without variation, AC1 and Brennan and
        Prediger's coefficient where one category is all there is, any interval of fewer than two units that have two
        ratings. Where all agree throughout, the standard error is 0 either way, which says nothing of units not seen.
        `benchmarks/coverage.py` prints how often intervals hold the truth, and where they fall short.

    Raises:
        ValueError: both or neither of `ratings` and `counts`, another shape, ratings outside `categories`, weights that
            the categories do not allow, or an option out of range.
    """
    check_confidence(confidence)
    if not isinstance(bootstrap, Integral) or bootstrap < 0 or bootstrap == 1:
        raise ValueError(f"bootstrap must be 0 or at least 2 resamples, not {bootstrap}")
    if (ratings is None) == (counts is None):
        raise ValueError("give either ratings or counts")
    if counts is None:
        patterns = from_ratings(ratings, categories, ordered=weights != "identity")
    else:
        patterns = from_counts(counts, categories)
    sample = Sample(patterns, weights)
    return Agreement(
        **estimates(sample, confidence, bootstrap, seed),
        prevalence=_prevalence(sample),
        n_units=patterns.n_units,
        n_raters=patterns.n_raters,
        n_ratings=int(patterns.frequency @ sample.n_given),
    )


def _prevalence(sample: Sample) -> dict[Hashable, float]:
    if not sample.patterns.n_units:
        return {}
    shares = sample.shares(sample.frequencies)[0].tolist()
    return dict(zip(sample.patterns.categories, shares, strict=True))
