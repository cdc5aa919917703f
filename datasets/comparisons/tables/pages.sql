-- One row per URL, as last fetched.
with changes as (
    select page_id, max(fetched_at) filter (where is_new) as changed_at
    from (
        select
            page_id, fetched_at,
            content_sha256 is distinct from lag(content_sha256) over (partition by page_id order by fetched_at) as is_new
        from fetches where content_sha256 is not null
    )
    group by all
), disputed as (
    select page_id, session, list(distinct problem order by problem) as problems from disputes group by all
)
select
    f.page_id, f.url, f.site, f.kind, f.state, f.http_status, f.fetched_at, c.changed_at, f.content_sha256, f.title,
    f.lang, f.crawl_id, f.extractor,
    list_concat(f.problems, coalesce(d.problems, [])) as problems
from fetches f
left join changes c using (page_id)
left join disputed d using (page_id, session)
qualify row_number() over (
    partition by f.page_id order by f.fetched_at desc, f.crawl_started_at desc, f.session desc, f.content_sha256
) = 1
