-- A quote names no product as a rival of itself.
select m.*
from mentions m
join quotes q using (quote_id)
join tools t using (tool_id)
where m.product_id = t.product_id and m.relation <> 'mentioned'
