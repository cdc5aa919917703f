-- A prediction is about a time after its quote was first seen, and its time words stand in it.
select p.*, q.first_seen_at
from predictions p
join quotes q using (quote_id)
where p.horizon_date <= q.first_seen_at::date or not contains(p.text, p.horizon_text)
