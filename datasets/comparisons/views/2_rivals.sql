-- One row per product and rival: how many quotes about the product name the rival as a competitor, how many as an
-- alternative, and which reviewers do. `rival_id` is null where no product of that name is known.
select
    product_id, name, rival_id, rival,
    count(distinct quote_id) filter (where relation = 'competitor') as n_competitor,
    count(distinct quote_id) filter (where relation = 'alternative') as n_alternative,
    count(distinct quote_id) as n_quotes,
    list_sort(coalesce(list(distinct reviewer) filter (where reviewer is not null), [])) as reviewers
from named_rivals
group by all
order by n_competitor desc, n_alternative desc, name, rival, product_id, rival_id
