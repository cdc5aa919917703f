-- One row per listing, plan, amount, currency, period and unit, as the latest page that prints it does. Current are
-- those of the latest page that prints any price of the listing.
with ranked as (
    select
        *,
        min(fetched_at) over (partition by price_id) as observed_at,
        rank() over (
            partition by tool_id order by crawl_started_at desc, session desc, fetched_at desc, page_url
        ) = 1 as is_current
    from price_prints
)
select
    price_id, tool_id, site, plan, amount, currency, period, per, is_free, text, evidence, observed_at, is_current,
    page_id
from ranked
qualify row_number() over (
    partition by price_id
    order by
        crawl_started_at desc, session desc, fetched_at desc, page_url, length(text) desc, text, plan, per, evidence
) = 1
