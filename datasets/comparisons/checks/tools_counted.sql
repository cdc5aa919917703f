-- A listing's number of comparisons is that of the comparisons that show it.
with shown as (
    select u.tool_id, count(*) as n from comparisons, unnest(tool_ids) as u(tool_id) group by all
)
select t.tool_id, t.name, t.n_comparisons, coalesce(s.n, 0) as comparisons_found
from tools t
left join shown s using (tool_id)
where t.n_comparisons <> coalesce(s.n, 0)
