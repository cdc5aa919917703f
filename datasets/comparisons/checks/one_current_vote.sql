-- Each listing and body has one current vote, and it is the last observed.
select
    tool_id, body, count(*) filter (where is_current) as n_current, max(observed_at) as last_observed_at
from votes
group by all
having n_current <> 1 or max(observed_at) <> max(observed_at) filter (where is_current)
