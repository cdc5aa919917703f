-- One row per quote and what it names beside the product that it is about: as a competitor, or as what one would use
-- instead. A name of which no product is known is the same rival however its case, hyphens and spaces are printed.
with named as (
    select
        t.product_id, p.name, m.product_id as rival_id, m.text, m.relation, q.site, q.reviewer_id, q.reviewer, q.quote_id,
        coalesce(m.product_id, regexp_replace(lower(m.text), '[\s_-]+', ' ', 'g')) as rival_key
    from mentions m
    join quotes q using (quote_id)
    join tools t using (tool_id)
    join products p on p.product_id = t.product_id
    where m.relation <> 'mentioned'
), prints as (
    select rival_key, text, count(*) as n from named group by all
), printed as (
    -- The most frequent print; of several the first in order.
    select rival_key, arg_min(text, (-n, text)) as text from prints group by all
)
select distinct
    n.product_id, n.name, n.rival_id, coalesce(r.name, w.text) as rival, n.relation, n.site, n.reviewer_id, n.reviewer,
    n.quote_id
from named n
join printed w using (rival_key)
left join products r on r.product_id = n.rival_id
