-- A link joins two listings of its product, the smaller id first, with a score in 0..1; no listing is joined without
-- one, and no alias is the id of a product.
with linked as (
    select product_id, tool_id from product_links union select product_id, other_tool_id from product_links
)
select 'link' as what, l.link_id as id, l.reason
from product_links l
left join tools a on a.tool_id = l.tool_id
left join tools b on b.tool_id = l.other_tool_id
where l.tool_id >= l.other_tool_id or not coalesce(l.score between 0 and 1, false)
    or a.product_id is distinct from l.product_id or b.product_id is distinct from l.product_id
union all
select 'listing without link', t.tool_id, t.name
from tools t
join products p using (product_id)
where p.n_listings > 1 and (t.product_id, t.tool_id) not in (from linked)
union all
select 'alias', alias_id, reason from product_aliases where alias_id in (select product_id from products)
