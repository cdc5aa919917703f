-- Every fetch of a page, once, however many copies of its archive were read.
-- A session is what a crawl is for crawled pages; a saved file is a session of its own time.
select
    unnest(e.page),
    e.at as fetched_at,
    e.crawl_id,
    e.crawl_started_at,
    e.http_status,
    coalesce(e.crawl_id, strftime(e.at, '%Y-%m-%dT%H:%M:%S.%f')) as session
from entries e
where e.kind = 'page'
qualify row_number() over (
    partition by e.page.page_id, e.at, coalesce(e.crawl_id, ''), coalesce(e.page.content_sha256, '') order by e.input
) = 1
