-- One row per reviewer and listing, where the reviewer is known; of several quotes the latest.
select
    q.site, q.reviewer_id, r.name as reviewer, q.tool_id, t.name as tool, t.category, q.verdict, q.verdict_source,
    q.score, q.text, q.quote_id
from quotes q
join reviewers r using (reviewer_id)
join tools t using (tool_id)
qualify row_number() over (
    partition by q.reviewer_id, q.tool_id order by q.last_seen_at desc, q.first_seen_at desc, q.n_pages desc, q.quote_id
) = 1
