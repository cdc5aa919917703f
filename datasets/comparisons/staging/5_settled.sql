-- The value that stands for each field of each thing: the latest session's, there of the page fetched last, then of
-- the smaller URL.
select
    kind, id, field, value
from claims
qualify row_number() over (
    partition by kind, id, field order by crawl_started_at desc, session desc, fetched_at desc, page_url, value
) = 1
