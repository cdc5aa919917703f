-- What a session's last request for each page came to: a retry replaces the attempt before it.
with last as (
    select * from fetches
    qualify row_number() over (partition by page_id, session order by fetched_at desc, content_sha256) = 1
)
select
    *,
    content_sha256 is not null and content_sha256 is distinct from lag(content_sha256 ignore nulls) over (
        partition by page_id order by fetched_at, session
    ) as has_new_body
from last
