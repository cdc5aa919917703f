-- No id stands in two rows of its table.
select 'pages' as "table", page_id as id, count(*) as n from pages group by all having n > 1
union all select 'comparisons', comparison_id, count(*) as n from comparisons group by all having n > 1
union all select 'tools', tool_id, count(*) as n from tools group by all having n > 1
union all select 'quotes', quote_id, count(*) as n from quotes group by all having n > 1
union all select 'votes', vote_id, count(*) as n from votes group by all having n > 1
union all select 'reviewers', reviewer_id, count(*) as n from reviewers group by all having n > 1
union all select 'crawls', crawl_id, count(*) as n from crawls group by all having n > 1
