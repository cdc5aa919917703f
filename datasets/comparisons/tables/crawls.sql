-- One row per crawl, killed ones too: those have no end. Each file of an archive says when its run began: one that began
-- after the crawl had ended went on with it, and was killed where it has no end of its own.
with pages_of as (
    select
        crawl_id,
        count(*) filter (where http_status is not null) as n_pages,
        count(*) filter (where has_new_body) as n_changed,
        count(*) filter (where state in ('failed', 'blocked')) as n_failed
    from last_fetches where crawl_id is not null group by all
), runs as (
    select
        e.crawl_id,
        min(e.crawl_started_at) as started_at,
        max(e.at) filter (where e.kind = 'crawl_started') as gone_on_at,
        max(e.at) filter (where e.kind = 'crawl_finished') as finished_at,
        arg_max(e.finish_reason, e.at) as finish_reason,
        max(e.software_version) as software_version,
        count(distinct row(e.kind, e.url, e.at)) filter (
            where e.kind in ('page', 'revisit', 'redirect', 'robots', 'sitemap')
        ) as n_requests
    from entries e where e.crawl_id is not null group by all
)
select
    r.crawl_id, r.started_at,
    case when r.finished_at >= coalesce(r.gone_on_at, r.finished_at) then r.finished_at end as finished_at,
    case when r.finished_at >= coalesce(r.gone_on_at, r.finished_at) then r.finish_reason end as finish_reason,
    r.n_requests, coalesce(p.n_pages, 0) as n_pages,
    coalesce(p.n_changed, 0) as n_changed, coalesce(p.n_failed, 0) as n_failed, r.software_version
from runs r
left join pages_of p using (crawl_id)
