-- One row per comparison and scope, as the comparison's last reading shows it; of several the one shown first.
select winner_id, comparison_id, scope, tool_id, is_tie, text, evidence, page_id
from winner_prints
where is_current and place = 1
