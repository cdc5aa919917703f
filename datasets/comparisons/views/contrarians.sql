-- One row per reviewer with a printed verdict on a listing of three or more: how often everybody else took the other
-- side.
select
    v.site, v.reviewer_id, v.reviewer,
    count(*) as n_listings,
    count(*) filter (where case v.verdict when 'ship' then l.n_ship else l.n_skip end = 1) as n_alone,
    count(*) filter (where v.verdict = 'ship' and l.n_ship = 1) as n_alone_ship,
    count(*) filter (where v.verdict = 'skip' and l.n_skip = 1) as n_alone_skip,
    n_alone / n_listings as alone_share
from reviewer_verdicts v
join listing_verdicts l using (tool_id)
where v.verdict_source = 'printed' and l.n_verdicts >= 3
group by all
order by alone_share desc, n_listings desc, v.reviewer, v.reviewer_id
