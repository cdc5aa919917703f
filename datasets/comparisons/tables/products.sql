-- One row per product, named after its oldest listing.
with listed as (
    select
        product_id, count(*) as n_listings, count(distinct site) as n_sites, list_sort(list(distinct site)) as sites,
        min(first_seen_at) as first_seen_at, max(last_seen_at) as last_seen_at
    from tools group by all
), oldest as (
    select product_id, tool_id, name from tools
    qualify row_number() over (partition by product_id order by first_seen_at, tool_id) = 1
)
select o.product_id, o.tool_id, o.name, v.vendor, l.* exclude (product_id)
from oldest o
join listed l using (product_id)
left join product_vendors v using (product_id)
