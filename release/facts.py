"""What the card says in figures, read once from the tables and views of a dataset."""

from dataclasses import dataclass
from typing import Any, Final

from analysis.report.figures import Figures, Rows, read_figures
from normalize.database import Connection, select

_SITES: Final = """
    with seen as (
        select site, min(first_seen_at) as first_seen_at, count(*) as n_comparisons from comparisons group by all
    )
    select p.site, count(*) as n_pages, count(*) filter (where state = 'disallowed') as n_disallowed,
        any_value(n_comparisons) as n_comparisons, any_value(first_seen_at) as first_seen_at,
        max(fetched_at) as last_fetched_at
    from pages p left join seen using (site) group by all order by n_comparisons desc nulls last, site
"""
_CRAWLS: Final = """
    select count(*) as n, min(started_at) as first_at, max(coalesce(finished_at, started_at)) as last_at,
        sum(n_requests)::bigint as n_requests,
        sum(n_requests) filter (where finished_at is not null)
            / nullif(sum(epoch(finished_at - started_at)), 0) as per_second
    from crawls
"""
_GAPS: Final = """
    select count(*) as n_comparisons, count(*) filter (where len(tool_ids) <> 2) as n_other,
        (select count(*) from tools) as n_listings
    from comparisons
"""
_LANGUAGES: Final = "select distinct lang from pages where lang is not null and state = 'ok' order by lang"
_CRAWL_IDS: Final = "select crawl_id from crawls order by started_at, crawl_id"


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures of the whole dataset; those of the report beside what only a release says."""

    figures: Figures
    sites: Rows
    crawls: dict[str, Any]
    gaps: dict[str, Any]
    languages: list[str]
    crawl_ids: list[str]


def read_facts(connection: Connection) -> Facts:
    """Read all of them."""
    return Facts(
        read_figures(connection),
        select(connection, _SITES).to_pylist(),
        select(connection, _CRAWLS).to_pylist()[0],
        select(connection, _GAPS).to_pylist()[0],
        select(connection, _LANGUAGES)["lang"].to_pylist(),
        select(connection, _CRAWL_IDS)["crawl_id"].to_pylist(),
    )
