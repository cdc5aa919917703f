"""What the verdicts of a dataset say of its reviewers: figures as data frames, each with its n and its interval.

The unit is the listing: a quote shown on ten pages is one verdict. Raters are the reviewers of one site, the categories
ship and skip. Figures about single reviewers rest on verdicts that are printed beside their quotes; those about all
reviewers of a listing on these, or on the counts in its panel's badge where it says more. A verdict that follows from a
unanimous panel (`verdict_source` is `panel`) is in none: it agrees by construction, and divided panels have none.

Figures with an interval have `is_few` (fewer than 40 listings), `reason`, which says why a figure or its interval is
missing, and `note`, which says both in words; null where there is nothing to say. Shares lie in 0..1, coefficients in
-1..1, intervals are of 95 %, and what is undefined is null.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.agreement import Agreement, Estimate, measure
from analysis.estimate import by_t
from analysis.noted import FEW_LISTINGS, with_estimates, with_wilson
from normalize.database import Connection

__all__ = [
    "FEW_LISTINGS",
    "category_agreement",
    "contrarian_index",
    "divisive_listings",
    "panel_against_community",
    "panel_changes",
    "reviewer_agreement",
    "ship_rates",
    "site_agreement",
]

SIDES: Final = ("ship", "skip")
_MEASURED: Final = {
    "percent_agreement": "percent_agreement",
    "ac1": "gwet_ac",
    "fleiss_kappa": "fleiss_kappa",
    "krippendorff_alpha": "krippendorff_alpha",
}
_COUNTED: Final = """
    with listings as (
        select
            {keys}, count(*) as n_listings, count(*) filter (where n_verdicts >= 2) as n_shared,
            count(*) filter (where counted_from = 'badge') as n_badges, sum(n_verdicts)::bigint as n_verdicts,
            count(*) filter (where n_verdicts >= 2 and n_ship * n_skip = 0) as n_unanimous,
            avg(ship_share) as ship_share,
            list(n_ship order by tool_id) as ships, list(n_skip order by tool_id) as skips
        from listing_verdicts
        group by {keys}
    ),
    verdicts as (
        select
            {keys}, count(distinct reviewer_id) filter (where verdict_source = 'printed') as n_reviewers,
            count(*) filter (where verdict_source = 'panel') as n_inferred
        from reviewer_verdicts
        group by {keys}
    )
    select l.* exclude (key), coalesce(v.n_reviewers, 0) as n_reviewers, coalesce(v.n_inferred, 0) as n_inferred
    from (select *, row({keys}) as key from listings) l
    left join (select *, row({keys}) as key from verdicts) v on l.key is not distinct from v.key
    order by {keys}"""
_COMPARED: Final = ("n_listings", "panel_share", "community_share", "n_same_side")


def reviewer_agreement(connection: Connection) -> pd.DataFrame:
    """Agreement of every two reviewers who judged a listing in common, a row each, from the view `reviewer_pairs`.

    Beside the view's columns (`n_listings` that both judged, `percent_agreement`, `ship_agreement`, `skip_agreement`,
    the four cells of their table): `ac1` with `ac1_low` and `ac1_high`, the AC1 of two raters and two categories (Gwet
    2008) with his t interval.
    """
    pairs = connection.sql("from reviewer_pairs").df()
    found = [_of_pair(row).gwet_ac for row in pairs.to_dict("records")]
    return with_estimates(pairs, {"ac1": found}, "n_listings")


def site_agreement(connection: Connection) -> pd.DataFrame:
    """Agreement of all reviewers of each site, a row per site.

    `n_listings` of the view `listing_verdicts`, `n_badges` of them as counted in a badge, `n_shared` with two verdicts
    or more (which `is_few` is about), `n_unanimous` of these, `n_verdicts`, `n_reviewers` with a printed verdict,
    `n_inferred` verdicts that are left out, `ship_share` (every listing counting once), and `percent_agreement` (of two
    reviewers of a listing), `ac1`, `fleiss_kappa` and `krippendorff_alpha`, each with `_low` and `_high`.
    """
    return _measured(connection, "site")


def category_agreement(connection: Connection) -> pd.DataFrame:
    """Agreement within each category of a site, a row each; columns as those of `site_agreement`, and `category`."""
    return _measured(connection, "site, category")


def ship_rates(connection: Connection) -> pd.DataFrame:
    """Share of listings that each reviewer ships, with Wilson's interval in `low` and `high`; view `ship_rates`."""
    return with_wilson(connection.sql("from ship_rates").df(), "n_ship", "n_listings")


def contrarian_index(connection: Connection) -> pd.DataFrame:
    """How often a reviewer stands alone: `alone_share` with Wilson's interval in `low` and `high`; view `contrarians`.

    Of the listings that the reviewer and at least two others judged, the share on which all others took the other side.
    """
    return with_wilson(connection.sql("from contrarians").df(), "n_alone", "n_listings")


def divisive_listings(connection: Connection, limit: int = 10) -> pd.DataFrame:
    """Listings on which reviewers are split most evenly, at most `limit` of each site; view `divisive_listings`."""
    frame = connection.sql("from divisive_listings").df()
    return frame.groupby("site", sort=False).head(limit).reset_index(drop=True)


def panel_against_community(connection: Connection) -> pd.DataFrame:
    """Community's share of ship less the panel's, a row per site, over listings on which both voted.

    `difference` is the mean over listings, which count alike however many voted, with a t interval in `difference_low`
    and `difference_high`; `n_same_side` counts listings where both are above a half, both below, or both at it. The
    view `panel_and_community` has a row per listing.
    """
    groups = list(connection.sql("from panel_and_community").df().groupby("site"))
    frame = pd.DataFrame([{"site": site} | _compared(rows) for site, rows in groups], columns=["site", *_COMPARED])
    return with_estimates(frame, {"difference": [_mean(rows["difference"]) for _, rows in groups]}, "n_listings")


def panel_changes(connection: Connection) -> pd.DataFrame:
    """Listings whose panel changed, a row for each change, latest first; view `panel_changes`."""
    return connection.sql("from panel_changes").df()


def _of_pair(cells: dict[str, Any]) -> Agreement:
    """Agreement of two reviewers, from the four cells of their table."""
    kinds = ("n_both_ship", "n_ship_skip", "n_skip_ship", "n_both_skip")
    each = [[first, second] for first in SIDES for second in SIDES]
    return measure(np.repeat(np.array(each), [cells[kind] for kind in kinds], axis=0), categories=SIDES)


def _measured(connection: Connection, keys: str) -> pd.DataFrame:
    frame = connection.sql(_COUNTED.format(keys=keys)).df()
    counts = [np.column_stack(lists) for lists in zip(frame.pop("ships"), frame.pop("skips"), strict=True)]
    found = [measure(counts=each, categories=SIDES) for each in counts]
    estimates: dict[str, Sequence[Estimate]] = {
        name: [getattr(each, field) for each in found] for name, field in _MEASURED.items()
    }
    return with_estimates(frame, estimates, "n_shared")


def _compared(listings: pd.DataFrame) -> dict[str, float]:
    return {
        "n_listings": len(listings),
        "panel_share": float(listings["panel_share"].mean()),
        "community_share": float(listings["community_share"].mean()),
        "n_same_side": int((listings["panel_side"] == listings["community_side"]).sum()),
    }


def _mean(differences: pd.Series) -> Estimate:
    value, n = float(differences.mean()), len(differences)
    if n < 2:
        return Estimate(value, reason="one listing says nothing of the spread over listings")
    return by_t(value, float(differences.std()) / math.sqrt(n), 0.95, n)
