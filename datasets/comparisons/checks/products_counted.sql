-- A product is what its listings say: as many, on these sites, seen since then, named after the oldest.
with listed as (
    select
        product_id, count(*) as n_listings, list_sort(list(distinct site)) as sites, min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at, arg_min(tool_id, (first_seen_at, tool_id)) as oldest
    from tools
    group by all
)
select p.product_id, p.name, p.n_listings, l.n_listings as listings_found, l.sites, l.first_seen_at, l.last_seen_at
from products p
left join listed l using (product_id)
where (p.n_listings, p.n_sites, p.sites, p.tool_id, p.first_seen_at, p.last_seen_at)
    is distinct from (l.n_listings, len(l.sites), l.sites, l.oldest, l.first_seen_at, l.last_seen_at)
