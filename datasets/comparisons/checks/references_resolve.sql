-- Every reference leads to a row.
with listed as (
    select unnest(tool_ids) as tool_id from comparisons
)
select 'comparisons.page_id' as reference, page_id as id from comparisons anti join pages using (page_id)
union all
select 'comparisons.tool_ids', tool_id from listed anti join tools using (tool_id)
union all
select 'quotes.tool_id', tool_id from quotes anti join tools using (tool_id)
union all
select 'quotes.reviewer_id', reviewer_id from quotes anti join reviewers using (reviewer_id) where reviewer_id is not null
union all
select 'votes.tool_id', tool_id from votes anti join tools using (tool_id)
union all
select 'votes.page_id', page_id from votes anti join pages using (page_id)
union all
select 'pages.crawl_id', crawl_id from pages anti join crawls using (crawl_id) where crawl_id is not null
union all
select 'prices.tool_id', tool_id from prices anti join tools using (tool_id)
union all
select 'prices.page_id', page_id from prices anti join pages using (page_id)
union all
select 'ratings.tool_id', tool_id from ratings anti join tools using (tool_id)
union all
select 'ratings.page_id', page_id from ratings anti join pages using (page_id)
union all
select 'features.comparison_id', comparison_id from features anti join comparisons using (comparison_id)
union all
select 'features.tool_id', tool_id from features anti join tools using (tool_id)
union all
select 'features.page_id', page_id from features anti join pages using (page_id)
union all
select 'points.tool_id', tool_id from points anti join tools using (tool_id)
union all
select 'points.page_id', page_id from points anti join pages using (page_id)
union all
select 'winners.comparison_id', comparison_id from winners anti join comparisons using (comparison_id)
union all
select 'winners.tool_id', tool_id from winners anti join tools using (tool_id) where tool_id is not null
union all
select 'winners.page_id', page_id from winners anti join pages using (page_id)
union all
select 'tools.product_id', product_id from tools anti join products using (product_id)
union all
select 'products.tool_id', tool_id from products anti join tools using (tool_id)
union all
select 'product_links.product_id', product_id from product_links anti join products using (product_id)
union all
select 'product_links.tool_id', tool_id from product_links anti join tools using (tool_id)
union all
select 'product_links.other_tool_id', other_tool_id from product_links
where other_tool_id not in (select tool_id from tools)
union all
select 'product_aliases.product_id', product_id from product_aliases anti join products using (product_id)
union all
select 'mentions.quote_id', quote_id from mentions anti join quotes using (quote_id)
union all
select 'mentions.product_id', product_id from mentions anti join products using (product_id) where product_id is not null
union all
select 'predictions.quote_id', quote_id from predictions anti join quotes using (quote_id)
