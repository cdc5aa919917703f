-- The value that stands for each field of each thing: the latest session's, there of the page fetched last, then of
-- the smaller URL. A slot is the one in the longest scorecard: pages leave out rows in which nobody spoke.
select
    kind, id, field, value
from claims
qualify row_number() over (
    partition by kind, id, field
    order by
        crawl_started_at desc, session desc, case when field = 'slot' then value::int end desc nulls last,
        fetched_at desc, page_url, value
) = 1
