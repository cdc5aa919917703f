-- Current prices, with the names of their listings.
select
    t.site, t.name as tool, p.plan, p.amount, p.currency, p.period, p.per, p.is_free, p.text, p.evidence, p.observed_at,
    p.tool_id, p.price_id
from prices p
join tools t using (tool_id)
where p.is_current
