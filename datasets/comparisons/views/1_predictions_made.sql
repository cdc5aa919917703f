-- One row per prediction: who said it of what, when, and the day by which one can tell.
select
    p.prediction_id, t.product_id, t.tool_id, t.name as tool, q.site, q.reviewer_id, q.reviewer, q.verdict, p.text,
    p.horizon_text, q.first_seen_at::date as said_on, p.horizon_date, p.quote_id
from predictions p
join quotes q using (quote_id)
join tools t using (tool_id)
