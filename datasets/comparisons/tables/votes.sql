-- One row per listing, body and change of value; ids are computed outside and joined.
select
    i.vote_id, c.tool_id, c.site, c.body, c.state, c.share, c.ships, c.skips, c.total, c.label, c.text, c.observed_at,
    c.is_current, c.page_id
from vote_changes c
join vote_ids i using (tool_id, body, ordinal)
