"""What must hold of agreement measures for any ratings, and the definitions themselves, written out pair by pair."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.agreement import (
    Agreement,
    Estimate,
    clopper_pearson,
    cohen_kappa,
    measure,
    scott_pi,
    specific_agreement,
    wilson,
)

Ratings = list[list[int | None]]
COEFFICIENTS: Final = (
    *("percent_agreement", "gwet_ac", "krippendorff_alpha"),
    *("fleiss_kappa", "conger_kappa", "brennan_prediger"),
)
CATEGORIES: Final = (0, 1, 2, 5)
WEIGHTS: Final = st.sampled_from(("identity", "ordinal", "linear", "quadratic", "ratio"))
COUNTS: Final = st.integers(0, 12)
UNHURRIED: Final = settings(deadline=None)


def units_of(ratings: st.SearchStrategy[Any]) -> st.SearchStrategy[Ratings]:
    """Units × raters, as many raters for each unit."""
    return st.integers(2, 4).flatmap(
        lambda n_raters: st.lists(st.lists(ratings, min_size=n_raters, max_size=n_raters), min_size=1, max_size=9)
    )


WITH_GAPS: Final = units_of(st.sampled_from((*CATEGORIES, None)))
TABLES: Final = st.integers(1, 4).flatmap(
    lambda q: st.lists(st.lists(COUNTS, min_size=q, max_size=q), min_size=q, max_size=q)
)


def values(found: Agreement, names: Sequence[str] = COEFFICIENTS) -> dict[str, Any]:
    estimates = {name: getattr(found, name).value for name in names}
    return {name: value if value is None else pytest.approx(value, abs=1e-9) for name, value in estimates.items()}


def everything(found: Agreement, names: Sequence[str] = COEFFICIENTS) -> dict[str, Any]:
    """All figures and reasons, to compare with others up to rounding."""
    return {name: about(getattr(found, name)) for name in names}


def about(estimate: Estimate) -> list[Any]:
    figures = (estimate.value, estimate.standard_error, estimate.low, estimate.high)
    return [*(figure if figure is None else pytest.approx(figure, abs=1e-7) for figure in figures), estimate.reason]


def agreement_weight(a: int, b: int, weights: str) -> float:
    """Gwet's weights for the categories of these tests."""
    place = {category: number for number, category in enumerate(CATEGORIES)}
    apart = abs(place[a] - place[b])
    match weights:
        case "identity":
            return float(a == b)
        case "ordinal":
            return 1 - apart * (apart + 1) / 2 / 6
        case "linear":
            return 1 - abs(a - b) / 5
        case "quadratic":
            return 1 - (a - b) ** 2 / 25
    return 1.0 if a == b else 1 - ((a - b) / (a + b)) ** 2


def over(part: float, whole: float) -> float | None:
    return part / whole if whole > 1e-12 else None


def by_definition(ratings: Ratings, weights: str) -> dict[str, float | None]:
    """The coefficients of ratings of which two can be paired, as the literature defines them."""
    units = [[value for value in unit if value is not None] for unit in ratings]
    units = [unit for unit in units if unit]
    paired = [unit for unit in units if len(unit) > 1]

    def weight(a: int, b: int) -> float:
        return agreement_weight(a, b, weights)

    total = sum(weight(a, b) for a in CATEGORIES for b in CATEGORIES)
    agreed = np.mean([np.mean([weight(a, b) for a, b in permutations(unit, 2)]) for unit in paired])
    share = {k: np.mean([unit.count(k) / len(unit) for unit in units]) for k in CATEGORIES}
    columns = [[value for value in column if value is not None] for column in zip(*ratings, strict=True)]
    raters = permutations([column for column in columns if column], 2)
    drawn = [np.mean([weight(a, b) for a in one for b in other]) for one, other in raters]
    q = len(CATEGORIES)
    chance = {
        "percent_agreement": 0.0,
        "gwet_ac": total / (q * (q - 1)) * sum(p * (1 - p) for p in share.values()),
        "fleiss_kappa": sum(weight(a, b) * share[a] * share[b] for a in CATEGORIES for b in CATEGORIES),
        "conger_kappa": float(np.mean(drawn)),
        "brennan_prediger": total / q**2,
    }
    found = {name: over(float(agreed - expected), 1 - expected) for name, expected in chance.items()}
    return {**found, "krippendorff_alpha": alpha_by_definition(paired, weights)}


def alpha_by_definition(units: list[list[int]], weights: str) -> float | None:
    """Krippendorff (2011), steps C and D."""
    pooled = [value for unit in units for value in unit]
    count = {k: pooled.count(k) for k in CATEGORIES}

    def metric(a: int, b: int) -> float:
        if weights != "ordinal":
            return 1 - agreement_weight(a, b, weights)
        between = sum(count[k] for k in CATEGORIES if min(a, b) <= k <= max(a, b))
        return (between - (count[a] + count[b]) / 2) ** 2

    observed = sum(sum(metric(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    expected = sum(metric(a, b) * count[a] * count[b] for a in CATEGORIES for b in CATEGORIES)
    ratio = over((len(pooled) - 1) * observed, expected)
    return None if ratio is None else 1 - ratio


@UNHURRIED
@given(weights=WEIGHTS, ratings=WITH_GAPS)
def test_values_follow_the_definitions(weights: str, ratings: Ratings) -> None:
    found = measure(ratings, categories=CATEGORIES, weights=weights)
    if any(sum(value is not None for value in unit) > 1 for unit in ratings):
        assert by_definition(ratings, weights) == values(found)
    else:
        assert all(getattr(found, name).value is None for name in COEFFICIENTS)


@UNHURRIED
@given(WITH_GAPS, st.randoms(use_true_random=False))
def test_the_order_of_units_and_raters_changes_nothing(ratings: Ratings, random: Any) -> None:
    raters = random.sample(range(len(ratings[0])), len(ratings[0]))
    shuffled = [[unit[rater] for rater in raters] for unit in random.sample(ratings, len(ratings))]
    assert everything(measure(shuffled)) == everything(measure(ratings))


@UNHURRIED
@given(WITH_GAPS)
def test_the_order_of_units_changes_no_bootstrap(ratings: Ratings) -> None:
    found, reversed_ = (measure(some, bootstrap=20, seed=3) for some in (ratings, ratings[::-1]))
    assert everything(found) == everything(reversed_)


@UNHURRIED
@given(WITH_GAPS, st.permutations("bird fish moss fern".split()))
def test_names_of_categories_change_nothing(ratings: Ratings, names: list[str]) -> None:
    name = {None: None, **dict(zip(CATEGORIES, names, strict=True))}
    named = measure([[name[value] for value in unit] for unit in ratings], categories=names)
    assert everything(named) == everything(measure(ratings, categories=CATEGORIES))


@UNHURRIED
@given(weights=WEIGHTS, ratings=WITH_GAPS)
def test_counts_say_the_same_as_ratings(weights: str, ratings: Ratings) -> None:
    counts = [[unit.count(category) for category in CATEGORIES] for unit in ratings]
    from_counts = measure(counts=counts, categories=CATEGORIES, weights=weights)
    from_ratings = measure(ratings, categories=CATEGORIES, weights=weights)
    but_conger = [name for name in COEFFICIENTS if name != "conger_kappa"]
    if from_ratings.n_raters > 1:  # counts do not tell one rater from several
        assert everything(from_counts, but_conger) == everything(from_ratings, but_conger)
    assert from_counts.prevalence == pytest.approx(from_ratings.prevalence)
    assert (from_counts.n_units, from_counts.n_ratings) == (from_ratings.n_units, from_ratings.n_ratings)


@UNHURRIED
@given(weights=WEIGHTS, ratings=WITH_GAPS)
def test_units_again_change_no_value(weights: str, ratings: Ratings) -> None:
    """But alpha's, which corrects for small samples."""
    names = [name for name in COEFFICIENTS if name != "krippendorff_alpha"]
    once, thrice = (measure(ratings * times, categories=CATEGORIES, weights=weights) for times in (1, 3))
    assert values(once, names) == {name: getattr(thrice, name).value for name in names}


@pytest.mark.parametrize("bootstrap", [0, 20])
@UNHURRIED
@given(weights=WEIGHTS, ratings=WITH_GAPS)
def test_no_figure_is_out_of_range_or_missing_without_a_reason(weights: str, bootstrap: int, ratings: Ratings) -> None:
    found = measure(ratings, categories=CATEGORIES, weights=weights, bootstrap=bootstrap)
    for estimate in (getattr(found, name) for name in COEFFICIENTS):
        figures = (estimate.value, estimate.standard_error, estimate.low, estimate.high)
        assert all(figure is None or np.isfinite(figure) for figure in figures)
        assert estimate.value is None or estimate.value <= 1 + 1e-12
        assert None not in figures or estimate.reason
        if estimate.low is not None:
            assert -1 <= estimate.low <= estimate.high <= 1
            assert bootstrap or estimate.low - 1e-9 <= estimate.value <= estimate.high + 1e-9


@UNHURRIED
@given(
    weights=WEIGHTS, ratings=st.lists(st.tuples(st.sampled_from(CATEGORIES), st.integers(2, 4)), min_size=2, max_size=9)
)
def test_perfect_agreement_is_one_where_ratings_vary(weights: str, ratings: list[tuple[int, int]]) -> None:
    units = [[value] * n + [None] * (4 - n) for value, n in ratings]
    found = measure(units, categories=CATEGORIES, weights=weights)
    varies = len({value for value, _ in ratings}) > 1
    for name in COEFFICIENTS:
        is_one = varies or name in ("percent_agreement", "gwet_ac", "brennan_prediger")
        assert getattr(found, name).value == (1.0 if is_one else None)


@UNHURRIED
@given(TABLES)
def test_two_raters(table: list[list[int]]) -> None:
    """Conger's kappa is Cohen's, and Fleiss's is Scott's pi, errors and all."""
    pairs = [(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]
    found = measure(pairs, categories=range(len(table)))
    cohen, scott = cohen_kappa(table), scott_pi(table)
    assert about(scott) == about(found.fleiss_kappa)
    assert (cohen.value is None) == (found.conger_kappa.value is None)
    if cohen.value is not None and cohen.standard_error is not None:
        assert found.conger_kappa.value == pytest.approx(cohen.value, abs=1e-9)
        n = len(pairs)  # by which Fleiss, Cohen and Everitt divide, and Gwet by n - 1
        assert found.conger_kappa.standard_error == pytest.approx(cohen.standard_error * (n / (n - 1)) ** 0.5, abs=1e-7)


@UNHURRIED
@given(TABLES)
def test_specific_agreement_averages_to_percent_agreement(table: list[list[int]]) -> None:
    used = [sum(table[k]) + sum(row[k] for row in table) for k in range(len(table))]
    found = specific_agreement(table)
    assert [share is None for share in found] == [n == 0 for n in used]
    agreed = sum(share * n for share, n in zip(found, used, strict=True) if share is not None)
    assert agreed == pytest.approx(2 * sum(table[k][k] for k in range(len(table))))


@pytest.mark.parametrize("weights", ["identity", "linear"])
def test_standard_errors_are_what_one_more_unit_changes(weights: str) -> None:
    """The delta method by differences, where every unit has two ratings."""
    ratings: Ratings = [[1, 1, 2, None], [0, 0, 0, 0], [5, 2, None, 2], [0, 1, 1, 0], [None, 2, 2, 5], [1, None, 1, 1]]
    n, copies = len(ratings), 3_000

    def measured(units: Ratings) -> Agreement:
        return measure(units, categories=CATEGORIES, weights=weights)

    once, many = measured(ratings), measured(ratings * copies)
    more = [measured(ratings * copies + [unit]) for unit in ratings]
    for name in COEFFICIENTS:
        moved = [(getattr(one, name).value - getattr(many, name).value) * (n * copies + 1) for one in more]
        expected = (sum(m**2 for m in moved) / (n * (n - 1))) ** 0.5
        assert getattr(once, name).standard_error == pytest.approx(expected, rel=2e-3), name


def test_the_bootstrap_agrees_with_the_formulas_where_units_abound() -> None:
    generator = np.random.default_rng(5)
    truth = generator.integers(0, 3, (400, 1))
    ratings = np.where(generator.random((400, 4)) < 0.7, truth, generator.integers(0, 3, (400, 4))).astype(float)
    ratings[generator.random(ratings.shape) < 0.1] = np.nan
    analytic, drawn = measure(ratings), measure(ratings, bootstrap=2_000, seed=1)
    for name in COEFFICIENTS:
        one, other = getattr(analytic, name), getattr(drawn, name)
        assert other.value == one.value
        assert other.standard_error == pytest.approx(one.standard_error, rel=0.1)
        assert (other.low, other.high) == pytest.approx((one.low, one.high), abs=0.01)


def test_the_seed_decides_the_bootstrap() -> None:
    ratings = [[1, 2, 2], [1, 1, 1], [2, 2, 1], [2, 2, 2], [1, 2, 1]] * 4
    first, again, other = (measure(ratings, bootstrap=50, seed=seed) for seed in (1, 1, 2))
    assert first == again != other


@UNHURRIED
@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.99))
def test_intervals_hold_their_share(of: tuple[int, int], confidence: float) -> None:
    successes, n = of
    narrow = wilson(successes, n, confidence)
    for low, high in (narrow, wilson(successes, n, confidence, True), clopper_pearson(successes, n, confidence)):
        assert 0 <= low <= successes / n <= high <= 1
    low, high = wilson(successes, n, confidence, True)
    assert low <= narrow[0] and narrow[1] <= high
    assert wilson(n - successes, n, confidence) == pytest.approx((1 - narrow[1], 1 - narrow[0]))
