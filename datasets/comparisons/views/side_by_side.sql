-- One row per two-tool comparison, both sides flattened.
select
    c.comparison_id, c.site, c.url, c.title,
    a.tool_id as a_tool_id, a.name as a_name, a.category as a_category, a.tagline as a_tagline, a.entry as a_entry,
    a.pricing_text as a_pricing, a.panel_share as a_panel_share, a.community_share as a_community_share,
    b.tool_id as b_tool_id, b.name as b_name, b.category as b_category, b.tagline as b_tagline, b.entry as b_entry,
    b.pricing_text as b_pricing, b.panel_share as b_panel_share, b.community_share as b_community_share,
    a.panel_share - b.panel_share as panel_share_difference,
    c.first_seen_at, c.last_seen_at
from comparisons c
join tools_now a on a.tool_id = c.tool_ids[1]
join tools_now b on b.tool_id = c.tool_ids[2]
where len(c.tool_ids) = 2
