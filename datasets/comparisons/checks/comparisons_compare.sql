-- A comparison has two or more different listings.
select comparison_id, url, tool_ids from comparisons
where len(tool_ids) < 2 or len(list_distinct(tool_ids)) < len(tool_ids)
