-- Each listing and body has one current vote.
select tool_id, body, count(*) filter (where is_current) as n_current from votes group by all having n_current <> 1
