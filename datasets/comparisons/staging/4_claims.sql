-- What pages say of a thing, one value a row. Null is no claim: a page may print less.
with tool_claims as (
    unpivot (
        select page_id, page_url, session, crawl_started_at, fetched_at, tool_id as id, name as subject,
            name, tagline, category, description, entry_text, pricing_text, slug, url
        from tool_prints
    )
    on name, tagline, category, description, entry_text, pricing_text, slug, url
    into name field value value
), quote_claims as (
    unpivot (
        select page_id, page_url, session, crawl_started_at, fetched_at, quote_id as id, text as subject,
            text, reviewer_id, verdict, score::varchar as score, slot::varchar as slot
        from quote_prints
    )
    on text, reviewer_id, verdict, score, slot
    into name field value value
)
select 'tool' as kind, * from tool_claims
union all by name
select 'quote' as kind, * from quote_claims
