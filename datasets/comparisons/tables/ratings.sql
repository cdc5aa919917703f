-- One row per listing, kind, source and value, as the latest page that prints it does. Current are those of the latest
-- page that prints a rating of the listing of this kind and source.
with ranked as (
    select
        *,
        min(fetched_at) over (partition by rating_id) as observed_at,
        rank() over (
            partition by tool_id, kind, folded(source)
            order by crawl_started_at desc, session desc, fetched_at desc, page_url
        ) = 1 as is_current
    from rating_prints
)
select
    rating_id, tool_id, site, value, best, count, kind, source, text, evidence, observed_at, is_current, page_id
from ranked
qualify row_number() over (
    partition by rating_id
    order by crawl_started_at desc, session desc, fetched_at desc, page_url, length(text) desc, text, source, evidence
) = 1
