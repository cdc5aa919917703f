-- Each listing with its current panel and community share.
select
    t.*,
    p.share as panel_share, p.label as panel_label, p.text as panel_text,
    c.share as community_share, c.total as community_votes, c.text as community_text
from tools t
left join votes p on p.tool_id = t.tool_id and p.body = 'panel' and p.is_current
left join votes c on c.tool_id = t.tool_id and c.body = 'community' and c.is_current
