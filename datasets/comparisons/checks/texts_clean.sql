-- Text is stored as read: not empty, no white space at its ends, no control characters.
with texts as (
    select 'tools.name' as field, tool_id as id, name as words from tools
    union all select 'tools.tagline', tool_id, tagline from tools
    union all select 'tools.description', tool_id, description from tools
    union all select 'quotes.text', quote_id, text from quotes
    union all select 'reviewers.name', reviewer_id, name from reviewers
    union all select 'prices.plan', price_id, plan from prices
    union all select 'prices.per', price_id, per from prices
    union all select 'prices.text', price_id, text from prices
    union all select 'ratings.source', rating_id, source from ratings
    union all select 'ratings.text', rating_id, text from ratings
    union all select 'features.feature', feature_id, feature from features
    -- A cell may be blank.
    union all select 'features.text', feature_id, nullif(text, '') from features
    union all select 'points.text', point_id, text from points
    union all select 'winners.scope', winner_id, scope from winners
    union all select 'winners.text', winner_id, text from winners
    union all select 'products.name', product_id, name from products
    union all select 'products.vendor', product_id, vendor from products
    union all select 'product_links.evidence', link_id, evidence from product_links
)
select * from texts where words = '' or words <> trim(words) or regexp_matches(words, '[\x00-\x1f\x7f]')
