-- One row per URL, as last fetched.
with changes as (
    select page_id, max(fetched_at) filter (where has_new_body) as changed_at
    from last_fetches group by all
), disputed as (
    select page_id, session, list(distinct problem order by problem) as problems from disputes group by all
)
select
    f.page_id, f.url, f.site, f.kind, f.state, f.http_status, f.fetched_at, c.changed_at, f.content_sha256, f.title,
    f.lang, f.crawl_id, f.extractor,
    list_concat(f.problems, coalesce(d.problems, [])) as problems
from last_fetches f
left join changes c using (page_id)
left join disputed d using (page_id, session)
qualify row_number() over (
    partition by f.page_id order by f.fetched_at desc, f.crawl_started_at desc, f.session desc, f.content_sha256
) = 1
