-- One row per change of a listing's panel, from the observation log: what it said before and after, latest first.
select
    v.site, v.tool_id, t.name as tool, t.category, v.observed_at as changed_at,
    lag(v.state) over log as before_state, lag(v.share) over log as before_share, lag(v.text) over log as before_text,
    v.state as after_state, v.share as after_share, v.text as after_text
from votes v
join tools t using (tool_id)
where v.body = 'panel'
window log as (partition by v.tool_id order by v.observed_at, v.is_current)
qualify lag(v.vote_id) over log is not null
order by changed_at desc, tool, v.tool_id
