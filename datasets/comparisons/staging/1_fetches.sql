-- Every fetch of a page, once, however many copies of its archive were read. A page that did not change says what the
-- fetch says that it refers to, and is no page where that is none: a sitemap is told by its content. What compared
-- nothing and is a sitemap by now, as when a domain was for sale for a while, is no page either.
-- A session is what a crawl is for crawled pages; a saved file is a session of its own time.
with fetched as (
    select e.page, e.at, e.crawl_id, e.crawl_started_at, e.http_status, e.input
    from entries e where e.kind = 'page'
    union all
    select coalesce(o.page, e.page), e.at, e.crawl_id, e.crawl_started_at, coalesce(o.http_status, e.http_status), e.input
    from entries e
    left join entries o on o.kind <> 'revisit' and o.url = e.refers_to_url and o.at = e.refers_to_at
    where e.kind = 'revisit' and coalesce(o.kind, 'page') = 'page'
), sitemaps as (
    select e.url, max(e.at) as last_at from entries e where e.kind = 'sitemap' group by e.url
)
select
    unnest(f.page),
    f.at as fetched_at,
    f.crawl_id,
    f.crawl_started_at,
    f.http_status,
    coalesce(f.crawl_id, strftime(f.at, '%Y-%m-%dT%H:%M:%S.%f')) as session
from fetched f
left join sitemaps s on s.url = f.page.url
where s.last_at is null or s.last_at < f.at or f.page.comparison_id is not null
qualify row_number() over (
    partition by f.page.page_id, f.at, coalesce(f.crawl_id, ''), coalesce(f.page.content_sha256, '') order by f.input
) = 1
