-- One row per two-tool comparison and row of its table or grid, both sides' cells beside each other.
select
    c.comparison_id, c.site, c.url, f.position, f.feature,
    a.name as a_name, any_value(f.text) filter (where f.tool_id = c.tool_ids[1]) as a_text,
    bool_or(f.value_bool) filter (where f.tool_id = c.tool_ids[1]) as a_bool,
    b.name as b_name, any_value(f.text) filter (where f.tool_id = c.tool_ids[2]) as b_text,
    bool_or(f.value_bool) filter (where f.tool_id = c.tool_ids[2]) as b_bool
from comparisons c
join features f using (comparison_id)
join tools a on a.tool_id = c.tool_ids[1]
join tools b on b.tool_id = c.tool_ids[2]
where len(c.tool_ids) = 2
group by all
