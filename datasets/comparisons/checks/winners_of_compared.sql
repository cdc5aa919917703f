-- A winner is a listing that its comparison compares, on the comparison's page; a tie has none.
select w.winner_id, w.scope, w.is_tie, w.tool_id, c.url
from winners w
join comparisons c using (comparison_id)
where w.is_tie <> (w.tool_id is null) or not coalesce(list_contains(c.tool_ids, w.tool_id), true)
    or w.page_id <> c.page_id
