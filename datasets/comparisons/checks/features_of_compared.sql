-- A cell is about a listing that its comparison compares, stands on the comparison's page, and rows count from 1.
select f.feature_id, f.feature, f.position, f.tool_id, c.url
from features f
join comparisons c using (comparison_id)
where not list_contains(c.tool_ids, f.tool_id) or f.page_id <> c.page_id or f.position < 1
