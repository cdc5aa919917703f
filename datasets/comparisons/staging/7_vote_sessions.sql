-- The fullest print of each value, with the share as printed where another print only counts.
select
    * exclude (agrees, share, label, fetched_at),
    first_value(share) over (value order by printed_percent(share) desc, fetched_at desc, page_url) as share,
    first_value(label) over (value order by label is not null desc, fetched_at desc, page_url) as label,
    min(fetched_at) over value as observed_at
from vote_values
where agrees
window value as (partition by tool_id, body, session)
qualify row_number() over (
    value order by (ships is not null or total is not null) desc, label is not null desc, share is not null desc,
    length(text) desc, fetched_at desc, page_url
) = 1
