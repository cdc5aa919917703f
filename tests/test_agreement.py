"""Agreement measures against worked examples: shared cases, each figure at its own tolerance, and published ones."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from analysis.agreement import (
    Estimate,
    clopper_pearson,
    cohen_kappa,
    measure,
    scott_pi,
    specific_agreement,
    wilson,
)

SHARED: Final = Path(__file__).parents[2] / "shared" / "agreement_cases.json"
CASES: Final[dict[str, Any]] = (
    {case["id"]: case for case in json.loads(SHARED.read_text(encoding="utf-8"))["cases"]} if SHARED.is_file() else {}
)
DERIVED_TOLERANCE: Final = 1e-8  # references without a tolerance of their own have eight decimals or more
FIELDS: Final = {
    "pa": "percent_agreement",
    "po": "percent_agreement",
    "gwet_ac1": "gwet_ac",
    "fleiss_kappa": "fleiss_kappa",
    "conger_kappa": "conger_kappa",
    "brennan_prediger": "brennan_prediger",
    "krippendorff_alpha": "krippendorff_alpha",
}
WEIGHTS: Final = {"nominal": "identity", "ordinal": "ordinal", "interval": "quadratic", "ratio": "ratio"}
PARTS: Final = {"_se": "standard_error", "_ci95_low": "low", "_ci95_high": "high"}
# Chance agreement by itself, tests against chance, two indices of a table, and errors of two-rater tables that divide
# by n where ratings divide by n - 1.
NOT_RETURNED: Final = {"fleiss_z_H0", "cohen_kappa_se_H0", "prevalence_index", "bias_index", "po_se"}


def is_returned(case: dict[str, Any], stat: str) -> bool:
    by_n = case["kind"] == "contingency" and stat == "gwet_ac1_se"
    return not (by_n or stat in NOT_RETURNED or stat.endswith("_pe"))


def shared_figures() -> list[Any]:
    """Each figure as case, name, value and tolerance."""
    if not CASES:
        return [pytest.param(*[None] * 4, marks=pytest.mark.skip(reason="the shared cases are not here"))]
    found = []
    for name, case in CASES.items():
        figures = [(row["stat"], row["value"], row["tol"], "") for row in case["expected"]]
        figures += [(stat, value, DERIVED_TOLERANCE, "-derived") for stat, value in case["derived_reference"].items()]
        found += [
            pytest.param(name, stat, value, tolerance, id=f"{name}-{stat}{mark}-{value}")
            for stat, value, tolerance, mark in figures
            if is_returned(case, stat)
        ]
    return found


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    """A contingency table as ratings of two raters."""
    return [(row, column) for row, cells in enumerate(table) for column, n in enumerate(cells) for _ in range(n)]


def figure(case: dict[str, Any], stat: str) -> float | None:
    """What this project says to a figure of the shared cases; fails on a name it does not know."""
    data = case["data"]
    if case["kind"] == "proportion":
        name, _, end = stat.rpartition("_")
        bounds = {"wilson": wilson, "clopper_pearson": clopper_pearson, "wilson_cc": corrected}[name]
        return bounds(data["x"], data["n"], data["conf"])[("low", "high").index(end)]
    if stat in ("p_pos", "p_neg"):
        return specific_agreement(data["table"])[("p_pos", "p_neg").index(stat)]
    stat, part = part_of(stat.removesuffix("_n_minus_1"))
    if stat in ("cohen_kappa", "scott_pi"):
        return said({"cohen_kappa": cohen_kappa, "scott_pi": scott_pi}[stat](data["table"]), part)
    metric = stat.removeprefix("krippendorff_alpha_")
    if metric != stat:
        stat = "krippendorff_alpha"
    return said(getattr(measured(case, WEIGHTS.get(metric, "identity")), FIELDS[stat]), part)


def measured(case: dict[str, Any], weights: str = "identity") -> Any:
    data = case["data"]
    if case["kind"] == "counts":
        return measure(counts=data["counts"], categories=data["categories"], weights=weights)
    if case["kind"] == "contingency":
        return measure(pairs(data["table"]), categories=range(len(data["categories"])), weights=weights)
    return measure(data["ratings"], categories=data["categories"], weights=weights)


def part_of(stat: str) -> tuple[str, str]:
    """Split what is estimated from which part of the estimate is meant."""
    for suffix, part in PARTS.items():
        if stat.endswith(suffix):
            return stat.removesuffix(suffix), part
    return stat, "value"


def said(estimate: Estimate, part: str) -> float | None:
    """A part of an estimate, which has a reason where it is missing."""
    found: float | None = getattr(estimate, part)
    assert found is not None or estimate.reason
    return found


def corrected(successes: float, n: float, confidence: float) -> tuple[float, float]:
    return wilson(successes, n, confidence, correction=True)


@pytest.mark.parametrize(("name", "stat", "value", "tolerance"), shared_figures())
def test_a_shared_figure(name: str, stat: str, value: float | None, tolerance: float) -> None:
    found = figure(CASES[name], stat)
    assert found == value if value is None or found is None else abs(found - value) <= tolerance


# Published of the data of shared cases, but not in them: the README of irrCAC 1.0 (Gwet) and the tests of the package
# irrCAC for Python, whose standard errors of alpha follow an older formula (0.14557 where irrCAC now has 0.14548).
RATERS: Final = "gwet_4raters_missing"
PSYCHIATRISTS: Final = "fleiss_1971_30x6"
needs_cases = pytest.mark.skipif(not CASES, reason="the shared cases are not here")


@needs_cases
@pytest.mark.parametrize(
    ("coefficient", "low"), [("percent_agreement", 0.542), ("conger_kappa", 0.435), ("brennan_prediger", 0.454)]
)
def test_intervals_of_irrcac(coefficient: str, low: float) -> None:
    estimate = getattr(measured(CASES[RATERS]), coefficient)
    assert (estimate.low, estimate.high) == (pytest.approx(low, abs=5e-4), 1.0)


@needs_cases
@pytest.mark.parametrize(
    ("weights", "percent", "value", "standard_error", "low"),
    [
        ("linear", 0.939, 0.859, 0.117, 0.600),
        ("ordinal", 0.968, 0.899, 0.107, 0.664),
        ("quadratic", 0.975, 0.914, 0.104, 0.685),
        ("ratio", 0.954, 0.857, 0.122, 0.589),
    ],
)
def test_ac2_of_irrcac(weights: str, percent: float, value: float, standard_error: float, low: float) -> None:
    found = measured(CASES[RATERS], weights)
    assert found.percent_agreement.value == pytest.approx(percent, abs=5.1e-4)
    assert found.gwet_ac.value == pytest.approx(value, abs=5.1e-4)
    assert found.gwet_ac.standard_error == pytest.approx(standard_error, abs=5.1e-4)
    assert found.gwet_ac.low == pytest.approx(low, abs=5.1e-4)


@needs_cases
def test_alpha_with_linear_weights_of_irrcac() -> None:
    alpha = measured(CASES[RATERS], "linear").krippendorff_alpha
    assert (alpha.value, alpha.standard_error) == (pytest.approx(0.800, abs=5e-4), pytest.approx(0.135, abs=1e-3))


@needs_cases
def test_half_the_psychiatrists_of_irrcac() -> None:
    found = measure(counts=CASES[PSYCHIATRISTS]["data"]["counts"][:15])
    for estimate, value, standard_error in (
        (found.gwet_ac, 0.4448007, 0.08418757),
        (found.fleiss_kappa, 0.4139265, 0.08119291),
        (found.brennan_prediger, 0.4388889, 0.08312142),
    ):
        assert (estimate.value, estimate.standard_error) == pytest.approx((value, standard_error), abs=5e-8)
    assert found.krippendorff_alpha.value == pytest.approx(0.4204384, abs=5e-8)
    assert found.gwet_ac.low == pytest.approx(0.264, abs=5e-4)
    assert found.gwet_ac.high == pytest.approx(0.625, abs=5e-4)


def test_two_abstractors_of_irrcac() -> None:
    """Gwet (2014), cont3x3abstractors in the README of irrCAC; but for kappa's its table errors divide by n."""
    table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    found, by_n_less_one = measure(pairs(table)), (100 / 99) ** 0.5
    assert cohen_kappa(table).value == pytest.approx(0.7964094, abs=5e-8)
    assert cohen_kappa(table).standard_error == pytest.approx(0.05891072, abs=5e-9)
    for estimate, value, standard_error in (
        (scott_pi(table), 0.7962397, 0.05905473),
        (found.gwet_ac, 0.8493305, 0.04321747),
        (found.brennan_prediger, 0.835, 0.04693346),
        (found.krippendorff_alpha, 0.7972585, 0.05905473),
        (found.percent_agreement, 0.89, 0.03128898),
    ):
        assert estimate.value == pytest.approx(value, abs=5e-8)
        assert estimate.standard_error == pytest.approx(standard_error * by_n_less_one, abs=1e-8)


@pytest.mark.parametrize(
    ("table", "kappa", "tolerance"),
    [
        pytest.param([[45, 15], [25, 15]], 0.13, 0.005, id="paradox 2, balanced: Feinstein and Cicchetti 1990"),
        pytest.param([[25, 35], [5, 35]], 0.26, 0.005, id="paradox 2, unbalanced: Feinstein and Cicchetti 1990"),
        pytest.param([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.68, 0.005, id="diagnoses: Fleiss 1981, table 13.1"),
        pytest.param([[20, 5], [10, 15]], 0.4, 1e-12, id="grant proposals: Wikipedia, Cohen's kappa"),
    ],
)
def test_published_kappas(table: list[list[int]], kappa: float, tolerance: float) -> None:
    assert cohen_kappa(table).value == pytest.approx(kappa, abs=tolerance)


def test_fourteen_raters() -> None:
    """Wikipedia, Fleiss' kappa: 10 subjects, 14 raters, 5 categories."""
    counts = [
        *([0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]),
        *([7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]),
    ]
    found = measure(counts=counts)
    assert found.percent_agreement.value == pytest.approx(0.378, abs=5e-4)
    assert found.fleiss_kappa.value == pytest.approx(0.210, abs=5e-4)


def test_four_reviewers_who_ship_four_of_five() -> None:
    """Two reviewers agree 65 % of the time and AC1 says so; kappa falls below zero, since dissent is spread evenly."""
    ballots = [("ship",) * 4] * 47
    ballots += [tuple("skip" if seat == unit % 4 else "ship" for seat in range(4)) for unit in range(78)]
    ballots += [("ship", "skip", "skip", "ship")] * 15
    found = measure(ballots)
    assert found.prevalence == {"ship": pytest.approx(0.807, abs=5e-4), "skip": pytest.approx(0.193, abs=5e-4)}
    assert found.percent_agreement.value == pytest.approx(0.65, abs=1e-12)
    assert found.fleiss_kappa.value == pytest.approx(-0.12, abs=5e-3)
    assert found.krippendorff_alpha.value == pytest.approx(-0.12, abs=5e-3)
    assert found.gwet_ac.value == pytest.approx(0.49, abs=5e-3)
    assert (found.n_units, found.n_raters, found.n_ratings) == (140, 4, 560)


@pytest.mark.parametrize(
    ("successes", "n", "method", "low", "high"),
    [
        (15, 148, "wilson", 0.0624, 0.1605),
        (15, 148, "corrected", 0.0598, 0.1644),
        (15, 148, "clopper_pearson", 0.0578, 0.1617),
        (1, 29, "wilson", 0.0061, 0.1718),
        (1, 29, "corrected", 0.0018, 0.1963),
        (1, 29, "clopper_pearson", 0.0009, 0.1776),
    ],
)
def test_intervals_of_newcombe(successes: int, n: int, method: str, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17:857-872, table I."""
    interval = {"wilson": wilson, "corrected": corrected, "clopper_pearson": clopper_pearson}[method]
    assert interval(successes, n, 0.95) == pytest.approx((low, high), abs=5.1e-5)


def test_the_exact_interval_of_r() -> None:
    """`binom.test(3, 10)` of R."""
    assert clopper_pearson(3, 10) == pytest.approx((0.06673951, 0.65245285), abs=5e-9)
