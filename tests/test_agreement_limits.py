"""Agreement measures where they end: what is undefined and why, what is refused, which forms of ratings are read."""

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.agreement import Agreement, Estimate, clopper_pearson, cohen_kappa, measure, scott_pi, wilson

NAN = float("nan")
CORRECTED = ("gwet_ac", "krippendorff_alpha", "fleiss_kappa", "conger_kappa", "brennan_prediger")
ALL = ("percent_agreement", *CORRECTED)


def missing(found: Agreement) -> dict[str, str | None]:
    """Coefficients without a value, and the reason."""
    estimates = {name: getattr(found, name) for name in ALL}
    return {name: estimate.reason for name, estimate in estimates.items() if estimate.value is None}


@pytest.mark.parametrize("bootstrap", [0, 20])
@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        pytest.param([], "no ratings", id="no units"),
        pytest.param(np.empty((0, 4)), "no ratings", id="no rows"),
        pytest.param([[], []], "no ratings", id="no raters"),
        pytest.param([[None, NAN], [None, None]], "no ratings", id="all missing"),
        pytest.param([["a"], ["b"]], "one rater only", id="one rater"),
        pytest.param([["a", None], ["b", None]], "one rater only", id="one rater who rated"),
        pytest.param([["a", None], [None, "b"]], "no unit has two ratings", id="never the same unit"),
    ],
)
def test_nothing_to_compare(ratings: Any, reason: str, bootstrap: int) -> None:
    assert missing(measure(ratings, bootstrap=bootstrap)) == dict.fromkeys(ALL, reason)


@pytest.mark.parametrize("bootstrap", [0, 20])
@pytest.mark.parametrize("weights", ["identity", "ordinal", "linear", "quadratic", "ratio"])
def test_no_variation(weights: str, bootstrap: int) -> None:
    """Kappas and alpha are 0/0; AC1 and Brennan and Prediger's coefficient know what else could have been chosen."""
    found = measure([[1, 1, None], [1, 1, 1], [1, None, 1]], categories=(1, 2), weights=weights, bootstrap=bootstrap)
    reasons = missing(found)
    assert set(reasons) == {"krippendorff_alpha", "fleiss_kappa", "conger_kappa"}
    assert all(reason and reason.startswith("no variation") for reason in reasons.values())
    assert found.gwet_ac.value == found.brennan_prediger.value == found.percent_agreement.value == 1.0


def test_one_category_is_no_choice() -> None:
    reasons = missing(measure([["ship", "ship"]] * 5))
    assert set(reasons) == set(CORRECTED)
    assert reasons["gwet_ac"] == reasons["brennan_prediger"] == "one category only: name all that raters could choose"


def test_categories_nobody_chose_count() -> None:
    """q = 3: Brennan and Prediger expect 1/3, AC1 (1/2) of sum p(1 - p)."""
    ratings = [["a", "a"], ["a", "b"]]
    found = measure(ratings, categories=["a", "b", "c"])
    assert found.brennan_prediger.value == pytest.approx((1 / 2 - 1 / 3) / (2 / 3))
    assert found.gwet_ac.value == pytest.approx((1 / 2 - 3 / 16) / (13 / 16))
    assert found.prevalence == {"a": 0.75, "b": 0.25, "c": 0.0}
    assert found.krippendorff_alpha == measure(ratings).krippendorff_alpha


def test_counts_of_single_ratings_may_be_of_many_raters() -> None:
    assert missing(measure(counts=[[1, 0], [0, 1]])) == dict.fromkeys(ALL, "no unit has two ratings")


def test_counts_do_not_name_raters() -> None:
    assert missing(measure(counts=[[2, 1], [0, 3]])) == {
        "conger_kappa": "counts do not say which rater gave which rating"
    }


@pytest.mark.parametrize("bootstrap", [0, 20])
def test_one_unit_has_a_value_and_no_error(bootstrap: int) -> None:
    for ratings in ([["a", "b", "a"]], [["a", "b", "a"], ["a", None, None]]):
        found = measure(ratings, bootstrap=bootstrap)
        assert found.percent_agreement.value == pytest.approx(1 / 3)
        for estimate in (getattr(found, name) for name in ALL):
            assert estimate.standard_error is estimate.low is estimate.high is None
            assert estimate.reason == "one unit with two ratings says nothing of the spread over units"


def test_a_kappa_below_minus_one_has_no_interval() -> None:
    """Units with one rating can make agreement by chance nearly certain, without agreeing with anybody."""
    found = measure([["a", None]] * 20 + [["a", "b"]] * 2).fleiss_kappa
    assert found.value is not None and found.value < -1
    assert found.standard_error is not None and (found.low, found.high) == (None, None)
    assert found.reason == "no interval within [-1, 1] holds the value"


def test_resamples_without_variation_are_told() -> None:
    ratings = [["a", "a"]] * 30 + [["a", "b"]] * 5
    found = measure(ratings, bootstrap=2_000).fleiss_kappa
    assert found.low is not None and found.reason and "of 2000 resamples" in found.reason
    rare = measure([*ratings[:30], ["a", "b"]], bootstrap=200).fleiss_kappa
    assert rare.low is None and rare.standard_error is None and rare.reason


def test_ordinal_alpha_has_an_interval_by_the_bootstrap_alone() -> None:
    ratings = [[1, 1], [2, 2], [3, 2], [1, 1], [2, 3]] * 6
    analytic = measure(ratings, weights="ordinal").krippendorff_alpha
    assert analytic.standard_error is None and analytic.reason and "bootstrap" in analytic.reason
    drawn = measure(ratings, weights="ordinal", bootstrap=100).krippendorff_alpha
    assert drawn.value == analytic.value
    assert drawn.low is not None and drawn.high is not None and drawn.low < analytic.value < drawn.high


def test_zero_and_zero_are_the_same_on_a_ratio_scale() -> None:
    found = measure([[0, 0], [0, 1], [1, 1]], weights="ratio")
    assert found.percent_agreement.value == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([], "no ratings"),
        ([[0, 0], [0, 0]], "no ratings"),
        ([[9, 0], [0, 0]], "no variation"),
        ([[0, 1], [0, 0]], "one unit"),
    ],
)
def test_tables_that_say_nothing(table: Any, reason: str) -> None:
    for estimate in (cohen_kappa(table), scott_pi(table)):
        assert estimate.standard_error is None and estimate.reason and estimate.reason.startswith(reason)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "give either ratings or counts"),
        ({"ratings": [[1, 1]], "counts": [[2]]}, "give either ratings or counts"),
        ({"ratings": [[1, 2], [1]]}, "ratings must be rows of equal length, in two dimensions"),
        ({"ratings": [1, 2]}, "ratings must be rows of equal length, in two dimensions"),
        ({"ratings": [["yes", "maybe"]], "categories": ["yes", "no"]}, "ratings outside the categories: 'maybe'"),
        ({"ratings": [[1, 2]], "categories": [1, 2, 2]}, "categories must be distinct, and none of them missing"),
        ({"ratings": [[1, 2]], "categories": [1, 2, None]}, "categories must be distinct, and none of them missing"),
        ({"ratings": [[1, "a"]]}, "ratings of several types have no order: name the categories"),
        ({"ratings": np.arange(6_000).reshape(-1, 2)}, "6000 categories are more than 5000"),
        ({"ratings": [[1, 2]], "weights": "cubic"}, "weights must be one of identity, ordinal, linear, quadratic,"),
        (
            {"ratings": [["low", "high"]], "weights": "linear"},
            "weights other than identity need categories in their order",
        ),
        ({"ratings": [[-1, 1]], "weights": "ratio"}, "ratio weights need categories of zero or more"),
        ({"ratings": [[1, float("inf")]], "weights": "linear"}, "weights other than identity need finite categories"),
        ({"counts": [[1, 2]], "categories": ["a"]}, "counts have 2 columns for 1 categories"),
        ({"counts": [[-1, 2]]}, "counts must be whole numbers, none of them missing or negative"),
        ({"counts": [[0.5, 2]]}, "counts must be whole numbers, none of them missing or negative"),
        ({"counts": [[None, 2]]}, "counts must be whole numbers, none of them missing or negative"),
        ({"counts": [["two", 2]]}, "counts must be whole numbers"),
        ({"ratings": [[1, 2]], "confidence": 95}, "confidence must lie between 0 and 1, not 95"),
        ({"ratings": [[1, 2]], "bootstrap": 1}, "bootstrap must be 0 or at least 2 resamples, not 1"),
        ({"ratings": [[1, 2]], "bootstrap": 100.0}, "bootstrap must be 0 or at least 2 resamples, not 100.0"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=rf"\A{re.escape(message)}.*\Z"):
        measure(**arguments)


@pytest.mark.parametrize("successes", [-1, 3, NAN])
def test_proportions_that_are_none(successes: float) -> None:
    for interval in (wilson, clopper_pearson):
        with pytest.raises(ValueError, match="successes must lie between 0 and n"):
            interval(successes, 2)
        assert interval(0, 0) == (0.0, 1.0)


def test_tables_must_be_square() -> None:
    with pytest.raises(ValueError, match="as many rows as columns, not 2 × 3"):
        cohen_kappa([[1, 2, 3], [1, 2, 3]])


RATINGS = [["x", "y"], [None, "y"], ["x", "x"], ["y", "y"]]


@pytest.mark.parametrize(
    "ratings",
    [
        pytest.param(np.array(RATINGS, dtype=object), id="array"),
        pytest.param(pd.DataFrame(RATINGS), id="frame"),
        pytest.param(pd.DataFrame(RATINGS).astype("string"), id="frame of nullable strings"),
        pytest.param(pd.DataFrame(RATINGS).astype("category"), id="frame of categories"),
        pytest.param([tuple(unit) for unit in RATINGS], id="tuples"),
    ],
)
def test_forms_of_ratings(ratings: Any) -> None:
    assert measure(ratings) == measure(RATINGS)


@pytest.mark.parametrize(
    "ratings",
    [
        pytest.param(np.array([[1, 2], [NAN, 2], [1, 1], [2, 2]]), id="floats"),
        pytest.param(np.array([[1, 2], [NAN, 2], [1, 1], [2, 2]], dtype=np.float32), id="short floats"),
        pytest.param(
            pd.DataFrame([[1, 2], [None, 2], [1, 1], [2, 2]]).astype("Int64"), id="frame of nullable integers"
        ),
        pytest.param([[1, 2], [None, 2], [1, 1], [2, 2]], id="integers"),
        pytest.param([[1, 2.0], [NAN, 2], [1.0, 1], [2, 2]], id="both"),
    ],
)
def test_forms_of_numbers(ratings: Any) -> None:
    named = measure(RATINGS)
    found = measure(ratings, weights="quadratic")
    assert [getattr(found, name) for name in ALL] == [getattr(named, name) for name in ALL]
    assert found.prevalence == {1: named.prevalence["x"], 2: named.prevalence["y"]}


def test_unanimous_shares_are_exact() -> None:
    assert measure([["a"] * 6] * 2).prevalence == {"a": 1.0}


@pytest.mark.parametrize("n", [(4, 30, 18), (20, 24, 23), (39, 38, 38)])
def test_perfect_tables_have_no_error(n: tuple[int, int, int]) -> None:
    """Whose square comes out below zero by rounding."""
    found = cohen_kappa(np.diag(n))
    assert (found.value, found.standard_error, found.low, found.high) == (1.0, 0.0, 1.0, 1.0)


def test_many_raters() -> None:
    """Rows of more values than fit a number of 64 bits are told apart by their first as by their last."""
    ratings = np.zeros((30, 40), dtype=int)
    ratings[:, 0] = np.arange(30) % 3
    first, last = measure(ratings, categories=range(3)), measure(ratings[:, ::-1], categories=range(3))
    assert first.prevalence == last.prevalence == pytest.approx({0: 118 / 120, 1: 1 / 120, 2: 1 / 120})
    assert first.conger_kappa.standard_error == pytest.approx(last.conger_kappa.standard_error)


def test_flags_are_numbers_too() -> None:
    ratings = np.array([[True, False], [True, True], [False, False]])
    assert measure(ratings, weights="linear").gwet_ac == measure(ratings.astype(int)).gwet_ac


def test_counts_in_a_frame_name_their_categories() -> None:
    assert measure(counts=pd.DataFrame({"ship": [2, 1], "skip": [0, 1]})).prevalence == {"ship": 0.75, "skip": 0.25}


def test_confidence_widens_the_interval() -> None:
    ratings = [["x", "y"], ["x", "x"], ["y", "y"], ["x", "x"]] * 5
    narrow, wide = (measure(ratings, confidence=confidence).gwet_ac for confidence in (0.5, 0.99))
    assert wide.low is not None and narrow.low is not None and wide.low < narrow.low
    assert isinstance(wide, Estimate) and wide.standard_error == narrow.standard_error


def test_rounding_leaves_no_spread() -> None:
    """Each unit says the same, so nothing is known of the spread over units: exactly nothing, not about 1e-17."""
    for n_raters in range(3, 8):
        for n_ships in range(1, n_raters):
            found = measure([["a"] * n_ships + ["b"] * (n_raters - n_ships)] * 35, categories="ab")
            for each in (found.percent_agreement, found.gwet_ac, found.krippendorff_alpha, found.fleiss_kappa):
                assert each.standard_error == 0 and each.low == each.value == each.high
    assert measure([["a", "a", "b"]] * 10, categories="ab").conger_kappa == Estimate(0.0, 0.0, 0.0, 0.0)
    assert measure([["a", "a", "b"]] * 10, categories="ab", bootstrap=100).gwet_ac.standard_error == 0
    assert cohen_kappa([[3, 0], [0, 7]]) == Estimate(1.0, 0.0, 1.0, 1.0)


def test_one_unit_in_a_million_is_spread() -> None:
    found = measure(counts=[[2, 0]] * 999_999 + [[1, 1]])
    # A share of 1e-6 has the standard error sqrt(1e-6 · (1 - 1e-6) / (n - 1)).
    assert found.percent_agreement.standard_error == pytest.approx(1e-6, rel=1e-3)


def test_columns_of_counts_are_taken_by_name() -> None:
    counts = pd.DataFrame({"skip": [0, 1, 0], "ship": [3, 2, 3]})
    assert measure(counts=counts, categories=["ship", "skip"]).prevalence == pytest.approx(
        {"ship": 8 / 9, "skip": 1 / 9}
    )
    numbered = counts[["ship", "skip"]].set_axis([0, 1], axis="columns")
    assert measure(counts=numbered, categories=["ship", "skip"]).prevalence["ship"] == pytest.approx(8 / 9)
    flags = pd.DataFrame({False: [1], True: [2]})
    assert measure(counts=flags, categories=[True, False]).prevalence == pytest.approx({True: 2 / 3, False: 1 / 3})
    with pytest.raises(ValueError, match="which are not the categories"):
        measure(counts=counts, categories=["ship", "stay"])


def test_what_is_masked_is_missing() -> None:
    ratings = np.ma.masked_array([[1, 1], [2, 9], [2, 2]], mask=[[0, 0], [0, 1], [0, 0]])
    assert measure(ratings) == measure([[1, 1], [2, None], [2, 2]])
    with pytest.raises(ValueError, match="whole numbers"):
        measure(counts=ratings)


def test_a_unit_with_one_rating_widens_intervals() -> None:
    """As irrCAC has it."""
    paired = [[1, 1], [2, 2], [1, 2], [2, 2], [1, 1]]
    errors = [measure(each).percent_agreement.standard_error for each in (paired, [*paired, [1, None]])]
    assert errors == pytest.approx([0.2, 0.253], abs=5e-4)
