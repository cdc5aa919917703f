-- A quote as one page of one session shows it, with the verdict that follows where that page's panel was unanimous.
with panels as (
    select page_id, session, tool_id, case share when 1 then 'ship' when 0 then 'skip' end as verdict
    from vote_prints where body = 'panel' and state = 'voted'
)
select
    unnest(u.q), r.page_id, r.url as page_url, r.site, r.session, r.crawl_started_at, r.fetched_at, r.is_current,
    p.verdict as panel_verdict
from readings r, unnest(r.quotes) as u(q)
left join panels p on p.page_id = r.page_id and p.session = r.session and p.tool_id = u.q.tool_id
