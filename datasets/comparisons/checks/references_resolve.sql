-- Every reference leads to a row.
select 'comparisons.page_id' as reference, page_id as id from comparisons anti join pages using (page_id)
union all
select 'comparisons.tool_ids', tool_id from (select unnest(tool_ids) as tool_id from comparisons) anti join tools using (tool_id)
union all select 'quotes.tool_id', tool_id from quotes anti join tools using (tool_id)
union all select 'quotes.reviewer_id', reviewer_id from quotes where reviewer_id is not null and reviewer_id not in (select reviewer_id from reviewers)
union all select 'votes.tool_id', tool_id from votes anti join tools using (tool_id)
union all select 'votes.page_id', page_id from votes anti join pages using (page_id)
union all select 'pages.crawl_id', crawl_id from pages where crawl_id is not null and crawl_id not in (select crawl_id from crawls)
