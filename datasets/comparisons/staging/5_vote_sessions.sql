-- One value for each listing, body and session, in its fullest print: counts before a share alone, a share as printed
-- before one that was counted. Which page was fetched last says nothing about pages that agree.
select
    tool_id, site, body, session, crawl_started_at, state, ships, skips, total, text, page_id,
    first_value(share) over (value order by is_whole_percent(share) desc nulls last, share) as share,
    max(label) over value as label,
    min(fetched_at) over value as observed_at
from vote_values
where agrees
window value as (partition by tool_id, body, session)
qualify row_number() over (
    value order by (ships is not null)::int + (skips is not null)::int + (total is not null)::int desc,
    label is not null desc, length(text) desc, text, page_url
) = 1
