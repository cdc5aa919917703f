-- A price as one page of one session prints it.
select unnest(u.p), r.page_id, r.url as page_url, r.site, r.session, r.crawl_started_at, r.fetched_at
from readings r, unnest(r.prices) as u(p)
