-- Pages that were read, once a session: its last reading. `is_current` marks the last reading of all.
select
    *,
    row_number() over (partition by page_id order by crawl_started_at desc, session desc, fetched_at desc) = 1 as is_current
from fetches
where state = 'ok'
qualify row_number() over (partition by page_id, session order by fetched_at desc, content_sha256) = 1
