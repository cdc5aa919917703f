-- What a page of a session says a listing costs and how it is rated, one row for each figure: a plan with currency,
-- period and unit, a kind of rating with source and scale. A figure may have several values, as a price range has.
select
    'prices' as field, tool_id, [folded(plan), currency, period, folded(per)] as figure, session, page_id, page_url,
    fetched_at, list(distinct price_id) as said, string_agg(distinct text, ', ' order by text) as text
from price_prints group by all
union all by name
select
    'ratings' as field, tool_id, [kind, folded(source), best::varchar] as figure, session, page_id, page_url,
    fetched_at, list(distinct value::varchar) as said, string_agg(distinct text, ', ' order by text) as text
from rating_prints group by all
