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
