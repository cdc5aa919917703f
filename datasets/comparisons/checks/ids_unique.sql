-- No id stands in two rows of its table.
with ids as (
    select 'pages' as "table", page_id as id from pages
    union all select 'comparisons', comparison_id from comparisons
    union all select 'tools', tool_id from tools
    union all select 'quotes', quote_id from quotes
    union all select 'votes', vote_id from votes
    union all select 'reviewers', reviewer_id from reviewers
    union all select 'crawls', crawl_id from crawls
    union all select 'prices', price_id from prices
    union all select 'ratings', rating_id from ratings
    union all select 'features', feature_id from features
    union all select 'points', point_id from points
    union all select 'winners', winner_id from winners
    union all select 'products', product_id from products
    union all select 'product_links', link_id from product_links
    union all select 'product_aliases', alias_id from product_aliases
    union all select 'mentions', mention_id from mentions
    union all select 'predictions', prediction_id from predictions
)
select *, count(*) as n from ids group by all having n > 1
