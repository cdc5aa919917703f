-- One row per comparison page, as its last reading shows it.
with seen as (
    select comparison_id, min(crawl_started_at) as first_seen_at, max(crawl_started_at) as last_seen_at
    from readings group by all
)
select
    r.comparison_id, r.page_id, r.site, r.url, r.title,
    list_transform(r.tools, lambda t: t.tool_id) as tool_ids,
    s.first_seen_at, s.last_seen_at
from readings r
join seen s using (comparison_id)
where r.is_current
