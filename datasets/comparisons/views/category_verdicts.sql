-- One row per category of a site: how its listings are judged, every listing counting once in shares and agreement.
select
    site, category,
    count(*) as n_listings,
    count(*) filter (where n_verdicts >= 2) as n_shared,
    sum(n_verdicts)::bigint as n_verdicts,
    sum(n_ship)::bigint as n_ship,
    sum(n_skip)::bigint as n_skip,
    avg(ship_share) as ship_share,
    avg(pair_agreement) as percent_agreement,
    count(*) filter (where n_verdicts >= 2 and n_ship * n_skip = 0) as n_unanimous
from listing_verdicts
group by all
order by site, category
