-- Text is stored as read: not empty, no white space at its ends, no control characters.
with texts as (
    select 'tools.name' as field, tool_id as id, name as words from tools
    union all select 'tools.tagline', tool_id, tagline from tools
    union all select 'tools.description', tool_id, description from tools
    union all select 'quotes.text', quote_id, text from quotes
    union all select 'reviewers.name', reviewer_id, name from reviewers
)
select * from texts where words = '' or words <> trim(words) or regexp_matches(words, '[\x00-\x1f\x7f]')
