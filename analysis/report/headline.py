"""The first screen: what the verdicts come to, in words for a person who has never heard of kappa."""

from typing import Any

from analysis.panel import FEW_LISTINGS
from analysis.report.figures import Figures
from analysis.report.markup import Child, Html, element, said
from analysis.report.wording import coefficient, counted, in_hundred, interval, is_known, percent

Row = dict[str, Any]
NO_VERDICTS = "No named reviewer has a verdict here, so there is nobody whose agreement could be measured."
ONE_REVIEWER = "One reviewer only has verdicts here: agreement takes two."
NO_SHARED = "No listing has verdicts of two reviewers: agreement takes two on the same listing."
_ONE_VOICE = 0.8


def headline(figures: Figures, site: str) -> list[Html]:
    """Say how often reviewers agree, whether that is more than chance, and who stands apart."""
    found = figures.row("site_agreement", site)
    if found is None or not is_known(found["percent_agreement"]):
        return [element("p", _why_none(found), class_="lead")]
    return [
        element("p", _answer(found), class_="lead"),
        element("div", _tiles(found, figures, site), class_="tiles"),
        element("p", _few(found), class_="caution") if found["is_few"] else Html(),
    ]


def _why_none(found: Row | None) -> str:
    if found is None:
        return NO_VERDICTS
    return ONE_REVIEWER if found["n_reviewers"] == 1 else NO_SHARED


def _answer(found: Row) -> list[Child]:
    share = element("strong", in_hundred(found["percent_agreement"]))
    often = ["Pick a listing, and two of its reviewers: they give the same verdict ", share, ". "]
    return [*often, _against_chance(found)]


def _against_chance(found: Row) -> str:
    low, high = found["ac1_low"], found["ac1_high"]
    if not (is_known(low) and is_known(high)):
        return "Whether that is more than chance cannot be told from these listings."
    if low > _ONE_VOICE:
        return "That is close to one voice: far more than chance would bring about."
    if low > 0:
        return "That is more than chance would bring about, and well short of one voice."
    if high < 0:
        return "That is less than chance would bring about: they part ways."
    return "From this many listings, that cannot be told from chance."


def _tiles(found: Row, figures: Figures, site: str) -> list[Html]:
    tiles = [
        _tile(
            percent(found["percent_agreement"]),
            "of the time two reviewers of a listing agree",
            f"95% interval {interval(found['percent_agreement_low'], found['percent_agreement_high'], percent)}",
        ),
        _tile(
            coefficient(found["ac1"]),
            "agreement beyond chance (AC1): 0 is chance, 1 is complete",
            f"95% interval {interval(found['ac1_low'], found['ac1_high'])}",
        ),
        _tile(
            f"{found['n_unanimous']} of {found['n_shared']}",
            "listings on which all their reviewers agree",
            "with two verdicts or more",
        ),
        _tile(
            percent(found["ship_share"]),
            "of verdicts are ship, every listing counting once",
            f"{counted(found['n_verdicts'], 'verdict')} of {counted(found['n_reviewers'], 'reviewer')}",
        ),
    ]
    return [
        *tiles,
        *_alone(figures.rows("contrarian_index", site)),
        *_gap(figures.row("panel_against_community", site)),
    ]


def _alone(rows: list[Row]) -> list[Html]:
    lone = next((row for row in rows if row["n_alone"]), None)
    if lone is None:
        return []
    figure = f"{lone['n_alone']} of {lone['n_listings']}"
    name = said(lone["reviewer"])
    return [
        _tile(
            figure,
            ["listings find ", name, " alone against all others, the most of anyone"],
            "with three verdicts or more",
        )
    ]


def _gap(gap: Row | None) -> list[Html]:
    if gap is None or not is_known(gap["difference"]):
        return []
    points = round(gap["difference"] * 100)
    way = "less" if points < 0 else "more" if points else "neither more nor less"
    return [
        _tile(
            counted(abs(points), "point"),
            f"by which the community ships {way} than the panel, on average",
            f"{counted(gap['n_listings'], 'listing')} on which both voted",
        )
    ]


def _tile(figure: str, words: Child, detail: str) -> Html:
    return element("div", element("b", figure), element("span", words), element("small", detail), class_="tile")


def _few(found: Row) -> str:
    return (
        f"{counted(found['n_shared'], 'listing')}, fewer than {FEW_LISTINGS}: that is few. "
        "Read the intervals, not the single figures; another set of listings could well turn an order around."
    )
