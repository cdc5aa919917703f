-- One row per listing, body and change of value.
select
    vote_id(tool_id, body, ordinal) as vote_id, tool_id, site, body, state, share, ships, skips, total, label, text,
    observed_at, is_current, page_id
from vote_changes
