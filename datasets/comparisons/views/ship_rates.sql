-- One row per reviewer with a printed verdict: how many listings were judged, and which share of them was shipped.
select
    site, reviewer_id, reviewer,
    count(*) as n_listings,
    count(*) filter (where verdict = 'ship') as n_ship,
    count(*) filter (where verdict = 'skip') as n_skip,
    n_ship / n_listings as ship_share
from reviewer_verdicts
where verdict_source = 'printed'
group by all
order by ship_share desc, n_listings desc, reviewer, reviewer_id
