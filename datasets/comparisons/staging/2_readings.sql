-- Pages that were read, once a session: its last reading. `is_current` marks the last of all that shows a comparison,
-- `is_latest` the last that shows listings: a takedown may leave some of them where it takes the comparison.
select
    *,
    comparison_id is not null and row_number() over (
        partition by page_id, comparison_id is not null order by crawl_started_at desc, session desc, fetched_at desc
    ) = 1 as is_current,
    len(tools) > 0 and row_number() over (
        partition by page_id, len(tools) > 0 order by crawl_started_at desc, session desc, fetched_at desc
    ) = 1 as is_latest
from fetches
where state = 'ok'
qualify row_number() over (partition by page_id, session order by fetched_at desc, content_sha256) = 1
