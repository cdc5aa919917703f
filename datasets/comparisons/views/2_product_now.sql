-- One row per product, all its listings together: who lists it, the range of current shares, verdicts of its quotes,
-- and what it costs and how it is rated. Prices of different currencies, periods and units are never one range.
with voted as (
    select
        product_id,
        min(panel_share) as panel_share_lowest, max(panel_share) as panel_share_highest,
        min(community_share) as community_share_lowest, max(community_share) as community_share_highest
    from tools_now
    group by all
), said as (
    select
        t.product_id, count(*) as n_quotes,
        count(*) filter (where q.verdict = 'ship') as n_ship, count(*) filter (where q.verdict = 'skip') as n_skip
    from quotes q
    join tools t using (tool_id)
    group by all
), ranges as (
    select
        t.product_id, p.currency, p.period, lower(p.per) as per, min(p.amount) as lowest, max(p.amount) as highest,
        count(distinct p.tool_id) as n_listings
    from prices p
    join tools t using (tool_id)
    where p.is_current and p.amount is not null and not p.is_free
    group by all
), priced as (
    select
        product_id,
        list(
            {
                'currency': currency, 'period': period, 'per': per, 'lowest': lowest, 'highest': highest,
                'n_listings': n_listings
            }
            order by currency, period, per
        ) as price_ranges
    from ranges
    group by all
), free as (
    select t.product_id, bool_or(p.is_free) as has_free_plan
    from prices p
    join tools t using (tool_id)
    where p.is_current
    group by all
), rated as (
    select
        t.product_id,
        list(
            {
                'site': r.site, 'kind': r.kind, 'source': r.source, 'value': r.value, 'best': r.best, 'count': r.count
            }
            order by r.site, r.kind, r.source, r.value, r.rating_id
        ) as ratings
    from ratings r
    join tools t using (tool_id)
    where r.is_current
    group by all
)
select
    p.product_id, p.name, p.vendor, p.n_listings, p.n_sites, p.sites, v.* exclude (product_id),
    coalesce(s.n_quotes, 0) as n_quotes, coalesce(s.n_ship, 0) as n_ship, coalesce(s.n_skip, 0) as n_skip,
    f.has_free_plan, coalesce(c.price_ranges, []) as price_ranges, coalesce(r.ratings, []) as ratings,
    p.first_seen_at, p.last_seen_at
from products p
join voted v using (product_id)
left join said s using (product_id)
left join free f using (product_id)
left join priced c using (product_id)
left join rated r using (product_id)
order by p.n_sites desc, p.n_listings desc, p.name, p.product_id
