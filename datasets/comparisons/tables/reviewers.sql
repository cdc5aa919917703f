-- One row per reviewer, from quotes that name one and from reviewers' own pages.
with own_pages as (
    select
        r.reviewer.reviewer_id as reviewer_id, r.reviewer.slug as slug, r.reviewer.motto as motto, crawl_started_at,
        session, fetched_at, url
    from readings r where r.reviewer is not null
), latest as (
    select
        reviewer_id,
        first(slug order by crawl_started_at desc, session desc, fetched_at desc, url) filter (where slug is not null) as slug,
        first(motto order by crawl_started_at desc, session desc, fetched_at desc, url) filter (where motto is not null) as motto
    from own_pages group by all
), said as (
    select
        reviewer_id, count(*) as n_quotes,
        count(*) filter (where verdict = 'ship') as n_ship, count(*) filter (where verdict = 'skip') as n_skip
    from quotes where reviewer_id is not null group by all
)
select
    n.reviewer_id, n.site, n.name, coalesce(s.n_quotes, 0) as n_quotes, coalesce(s.n_ship, 0) as n_ship,
    coalesce(s.n_skip, 0) as n_skip, l.slug, l.motto
from reviewer_names n
left join said s using (reviewer_id)
left join latest l using (reviewer_id)
