-- No id stands in two rows of its table.
with ids as (
    select 'pages' as "table", page_id as id from pages
    union all select 'comparisons', comparison_id from comparisons
    union all select 'tools', tool_id from tools
    union all select 'quotes', quote_id from quotes
    union all select 'votes', vote_id from votes
    union all select 'reviewers', reviewer_id from reviewers
    union all select 'crawls', crawl_id from crawls
)
select *, count(*) as n from ids group by all having n > 1
