-- One row per listing, and the product that it is a listing of.
with shown as (
    select u.tool_id, count(*) as n_comparisons from comparisons, unnest(tool_ids) as u(tool_id) group by all
), entry_terms as (
    select entry_text, max(entry) as entry from tool_prints group by all
)
select
    l.*, e.entry, coalesce(n.n_comparisons, 0) as n_comparisons, p.product_id
from listings l
join product_of p using (tool_id)
left join shown n using (tool_id)
left join entry_terms e on e.entry_text = l.entry_text
