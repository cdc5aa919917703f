-- One row per listing on which both panel and community have voted: their current shares of ship, and which side of a
-- half each is on.
select
    site, tool_id, name as tool, category, panel_share, community_share, community_votes,
    community_share - panel_share as difference,
    case when panel_share > 0.5 then 'ship' when panel_share < 0.5 then 'skip' else 'even' end as panel_side,
    case when community_share > 0.5 then 'ship' when community_share < 0.5 then 'skip' else 'even' end as community_side
from tools_now
where panel_share is not null and community_share is not null
order by abs(difference) desc, tool, tool_id
