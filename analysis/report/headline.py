"""The first screen: what the verdicts come to, in words for a person who has never heard of kappa."""

from typing import Any

from analysis.panel import FEW_LISTINGS
from analysis.proportions import clopper_pearson
from analysis.report.figures import Figures
from analysis.report.markup import Child, Html, element, said
from analysis.report.wording import coefficient, counted, in_hundred, interval, is_known, percent, points

Row = dict[str, Any]
NO_VERDICTS = "No verdict of a named reviewer and no count of a panel is printed here, so no agreement can be measured."
ONE_REVIEWER = "One reviewer only has verdicts here: agreement takes two."
NO_SHARED = "No listing has verdicts of two reviewers: agreement takes two on the same listing."
_ONE_VOICE = 0.8


def headline(figures: Figures, site: str) -> list[Html]:
    """Say how often reviewers agree, whether that is more than chance, and who stands apart."""
    found, known = figures.row("site_agreement", site), figures.row("known", site)
    if found is None or not is_known(found["percent_agreement"]):
        return [element("p", _why_none(found), _left_out(known), class_="lead")]
    return [
        element("p", _answer(found), class_="lead"),
        element("p", _basis(found, figures.row("listings", site)), _left_out(known)),
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
    return [*often, against_chance(found)]


def _basis(found: Row, listings: Row | None) -> str:
    """Which listings the figures rest on, and which not."""
    n, n_badges = found["n_listings"], found["n_badges"]
    of = f" of {listings['n']:,}" if listings and listings["n"] > n else ""
    quoted, badges = "by verdicts printed beside quotes", "by counts printed in badges of panels"
    both = f"{n - n_badges:,} {quoted} and {n_badges:,} {badges}"
    how = badges if n_badges == n else both if n_badges else quoted
    return f"Counted: {counted(n, 'listing')}{of}, {how}; {found['n_shared']:,} of these by two reviewers or more."


def _left_out(known: Row | None) -> str | None:
    """Verdicts that would make agreement look higher than it is."""
    n = known["n_inferred"] if known else 0
    if not n:
        return None
    verdicts = f"{counted(n, 'verdict')} that {'follows' if n == 1 else 'follow'} from a unanimous panel"
    return f" Left out: {verdicts} and {'is' if n == 1 else 'are'} not printed; such verdicts agree by construction."


def against_chance(found: Row) -> str:
    """What the interval of AC1 says of chance and of one voice."""
    low, high = found["ac1_low"], found["ac1_high"]
    if not (is_known(low) and is_known(high)):
        return "Whether that is more than chance cannot be told from these listings."
    if low > _ONE_VOICE:
        return "That is close to one voice: far more than chance would bring about."
    if low > 0:
        short = "well short of one voice" if high <= _ONE_VOICE else "how near to one voice cannot be told"
        return f"That is more than chance would bring about, and {short}."
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
            counted(found["n_verdicts"], "verdict"),
        ),
    ]
    return [
        *tiles,
        *_alone(figures.rows("contrarian_index", site)),
        *_gap(figures.row("panel_against_community", site)),
    ]


def _alone(rows: list[Row]) -> list[Html]:
    """Who stands alone most surely: by the exact interval’s lower end, so that one listing does not outweigh thirty."""
    lone = max(rows, key=lambda row: clopper_pearson(row["n_alone"], row["n_listings"])[0], default=None)
    if lone is None or not lone["n_alone"]:
        return []
    n_alike = sum((row["n_alone"], row["n_listings"]) == (lone["n_alone"], lone["n_listings"]) for row in rows) - 1
    others = f", as {counted(n_alike, 'other does', 'others do')}" if n_alike else ""
    few = f", fewer than {FEW_LISTINGS} listings" if lone["is_few"] else ""
    return [
        _tile(
            f"{lone['n_alone']} of {lone['n_listings']}",
            ["listings on which ", said(lone["reviewer"]), " stands alone against all others", others],
            f"of those with three verdicts or more; 95% interval {interval(lone['low'], lone['high'], percent)}{few}",
        )
    ]


def _gap(gap: Row | None) -> list[Html]:
    if gap is None or not is_known(gap["difference"]):
        return []
    apart = round(gap["difference"] * 100)
    way = f"by which the community ships {'less' if apart < 0 else 'more'} than the panel, on average"
    return [
        _tile(
            counted(abs(apart), "point"),
            way if apart else "between community and panel, on average",
            f"95% interval {interval(gap['difference_low'], gap['difference_high'], points)}; "
            f"{counted(gap['n_listings'], 'listing')} on which both voted",
        )
    ]


def _tile(figure: str, words: Child, detail: str) -> Html:
    return element("div", element("b", figure), element("span", words), element("small", detail), class_="tile")


def _few(found: Row) -> str:
    read = "Read the intervals, not the single figures; another" if is_known(found["ac1_low"]) else "Another"
    n = counted(found["n_shared"], "listing")
    return f"{n}, fewer than {FEW_LISTINGS}: that is few. {read} set of listings could well turn an order around."
