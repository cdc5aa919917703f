-- A quote as one page of one session shows it.
select unnest(u.q), r.page_id, r.url as page_url, r.site, r.session, r.crawl_started_at, r.fetched_at, r.is_current
from readings r, unnest(r.quotes) as u(q)
