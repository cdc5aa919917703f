"""Everything the report shows, read once: frames, and the rows of one site of them."""

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from analysis import panel
from normalize.database import Connection

Rows = list[dict[str, Any]]
MOST_DIVISIVE: Final = 5

_QUERIES: Final = {
    "listings": "select site, count(*) as n from tools group by all order by all",
    "community": "from panel_and_community",
    "divided": "select site, count(*) as n from divisive_listings group by all order by all",
    "quotes": "from reviewer_verdicts where tool_id in (select tool_id from divisive_listings) "
    "order by reviewer, reviewer_id",
    "entries": """
        select site, entry, count(*) as n, count(panel_share) as n_judged, avg(panel_share) as panel_share
        from tools_now where entry is not null group by all order by site, n desc, entry""",
    "prices": """
        with cheapest as (
            select site, tool_id, currency, period, min(amount) as amount
            from prices_now where amount > 0 and currency is not null group by all
        )
        select site, currency, period, count(*) as n, min(amount) as lowest, median(amount) as middle,
            max(amount) as highest
        from cheapest group by all order by site, n desc, currency, period""",
    "ratings": """
        select site, kind, best, count(distinct tool_id) as n,
            min(value) as lowest, avg(value) as mean, max(value) as highest
        from ratings where is_current group by all order by site, n desc, kind, best""",
    "states": "select site, state, count(*) as n from pages group by all order by site, n desc, state",
    "problems": """
        select site, field, count(*) as n, count(distinct page_id) as n_pages, min(found) as example
        from problems group by all order by site, n desc, field""",
    "known": """
        select site, count(*) as n_quotes, count(reviewer_id) as n_signed, count(verdict) as n_judged,
            count(*) filter (where verdict_source = 'panel') as n_inferred
        from quotes group by all order by all""",
    "products": """
        select unnest(sites) as site, * exclude (sites, price_ranges, ratings)
        from product_now where n_listings > 1 order by site, n_listings desc, name, product_id""",
    "rivals": """
        select
            site, product_id, name, rival_id, rival,
            count(distinct quote_id) filter (where relation = 'competitor') as n_competitor,
            count(distinct quote_id) filter (where relation = 'alternative') as n_alternative,
            count(distinct quote_id) as n_quotes,
            coalesce(string_agg(distinct reviewer, ', ' order by reviewer), '') as reviewers
        from named_rivals group by all
        order by site, n_quotes desc, n_competitor desc, name, rival, product_id, rival_id""",
    "predictions": """
        select *, horizon_date <= (select max(fetched_at)::date from pages) as is_due
        from predictions_made order by site, horizon_date, tool, prediction_id""",
    "crawled": "select count(*) as n, max(fetched_at) as latest from pages",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Frames by name: those of `analysis.panel` under the names of its functions, others as queried here."""

    frames: dict[str, pd.DataFrame]

    @property
    def sites(self) -> list[str]:
        """Sites with listings, those with more listings judged first, then those with more listings."""
        judged = {row["site"]: row["n_listings"] for row in self.rows("site_agreement")}
        listed = {row["site"]: row["n"] for row in self.rows("listings")}
        return sorted(listed, key=lambda site: (-judged.get(site, 0), -listed[site], site))

    def rows(self, name: str, site: str | None = None) -> Rows:
        """Rows of a frame as dictionaries, of one site where one is named; what is missing is None."""
        frame = self.frames[name]
        if site is not None:
            frame = frame[frame["site"] == site]
        plain = frame.astype(object)
        found: Rows = plain.where(plain.notna(), None).to_dict("records")
        return found

    def row(self, name: str, site: str | None = None) -> dict[str, Any] | None:
        """The one row of a frame; None where there is none."""
        return next(iter(self.rows(name, site)), None)


def read_figures(connection: Connection) -> Figures:
    """Compute every figure of the report from the tables and views of a dataset."""
    frames = {name: connection.sql(sql).df() for name, sql in _QUERIES.items()}
    for function in (
        panel.site_agreement, panel.category_agreement, panel.reviewer_agreement, panel.ship_rates,
        panel.contrarian_index, panel.panel_against_community, panel.panel_changes,
    ):  # fmt: skip
        frames[function.__name__] = function(connection)
    frames["divisive_listings"] = panel.divisive_listings(connection, MOST_DIVISIVE)
    return Figures(frames)
