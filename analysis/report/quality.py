"""Sections about the figures themselves: how they are measured, and what could not be read."""

from typing import Any, Final

from analysis.report.figures import Figures, Rows
from analysis.report.markup import Html, element, said
from analysis.report.section import few, section
from analysis.report.table import table
from analysis.report.wording import coefficient, counted, interval, is_known, percent, shortened

_MOST_FIELDS: Final = 20
STATES: Final = {
    "ok": "read",
    "not_comparison": "compares nothing",
    "needs_rendering": "empty without its scripts",
    "blocked": "refused to the crawler",
    "gone": "no longer there",
    "disallowed": "left alone, as robots.txt asks",
    "failed": "no complete answer",
}
PARADOX: Final = (
    "Kappa and alpha take agreement by chance from how often each verdict occurs, so where nearly all verdicts are "
    "ship, agreement by chance nears certainty, and a panel that agrees on most listings can still score zero or less "
    "(the kappa paradox)."
)
LIMITS: Final = (
    "Standard errors are Gwet’s (2014), linearised over listings, with t intervals of n − 1 degrees, clipped to what a "
    "coefficient can be. They take the listings as a sample and the reviewers as given: they speak of these reviewers, "
    "not of others. Where nearly all verdicts are alike, intervals of kappa and alpha are too narrow below some "
    "hundreds of listings."
)
_SINGLE: Final = (
    " Listings with one verdict have no pair of verdicts. They bear on chance agreement (not on alpha’s) and, as Gwet "
    "takes missing ratings, on the intervals, which may have some width though all pairs agree."
)


def method(figures: Figures, site: str) -> Html:
    """Unit, raters, categories, coefficients and intervals, for those who know what they are."""
    found = figures.row("site_agreement", site)
    if found is None:
        return Html()
    return section(
        "How agreement is measured",
        _terms(found),
        _coefficients(found) if found["percent_agreement"] is not None else None,
        element(
            "p", PARADOX, " For AC1 it nears zero there instead. None of them says it all, so they stand side by side."
        ),
        element("p", LIMITS) if is_known(found["percent_agreement_low"]) else None,
        few([found]),
    )


def data(figures: Figures, site: str) -> Html:
    """Pages by state, problems by field, and what is known of quotes."""
    return section(
        "What could be read",
        _quotes(figures.row("known", site)),
        element("h4", "Pages by state"),
        _states(figures.rows("states", site)),
        element("h4", "Problems by field"),
        _problems(figures.rows("problems", site)),
    )


def _states(rows: Rows) -> Html:
    return table(
        ["State", "meaning", "pages"],
        [[row["state"], STATES.get(row["state"]), row["n"]] for row in rows],
        n_words=2,
    )


def _problems(rows: Rows) -> Html:
    if not rows:
        return element("p", "None: everything that was expected on a page was found.")
    return table(
        ["Field", "for example", "problems", "pages"],
        [
            [said(row["field"]), said(shortened(row["example"], 80)), row["n"], row["n_pages"]]
            for row in rows[:_MOST_FIELDS]
        ],
        n_words=2,
    )


def _terms(found: dict[str, Any]) -> str:
    return (
        f"The unit is the listing, however many pages show it: {found['n_listings']:,} with a verdict, "
        f"{found['n_shared']:,} with two or more. The raters are the reviewers of a listing, "
        f"{found['n_reviewers']:,} of them by name, and not every listing needs the same ones; the categories are ship "
        "and skip." + (_SINGLE if found["n_shared"] < found["n_listings"] else "")
    )


def _coefficients(found: dict[str, Any]) -> Html:
    names = {
        "percent_agreement": "Percent agreement",
        "ac1": "AC1 (Gwet 2008)",
        "fleiss_kappa": "Fleiss’ kappa",
        "krippendorff_alpha": "Krippendorff’s alpha, nominal",
    }
    rows = [
        [words, coefficient(found[name]), interval(found[f"{name}_low"], found[f"{name}_high"])]
        for name, words in names.items()
    ]
    return table(["Coefficient", "value", "95% interval"], rows)


def _quotes(known: dict[str, Any] | None) -> str:
    if known is None:
        return "No page has a quote."
    n = known["n_quotes"]
    return (
        f"{counted(n, 'quote')}: {percent(known['n_signed'] / n)} with a named reviewer, "
        f"{percent(known['n_judged'] / n)} with a verdict, {percent(known['n_inferred'] / n)} with one that was not "
        "printed and follows from a unanimous panel. Such a verdict is in no figure of agreement."
    )
