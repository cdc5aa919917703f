-- A pro or con as the latest reading of one page prints it.
select unnest(u.p), r.page_id, r.url as page_url, r.session, r.crawl_started_at, r.fetched_at
from readings r, unnest(r.points) as u(p)
where r.is_latest
