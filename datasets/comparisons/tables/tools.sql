-- One row per listing; each field as the latest page that prints it.
with fields as (
    pivot (select id, field, value from settled where kind = 'tool')
    on field in ('name', 'tagline', 'category', 'description', 'entry', 'entry_text', 'pricing_text', 'slug', 'url')
    using any_value(value) group by id
), seen as (
    select
        tool_id, any_value(site) as site,
        count(distinct page_id) filter (where is_current) as n_comparisons,
        min(crawl_started_at) as first_seen_at, max(crawl_started_at) as last_seen_at
    from tool_prints group by all
)
select
    s.tool_id, s.site, f.slug, f.url, f.name, f.tagline, f.category, f.description, f.entry, f.entry_text,
    f.pricing_text, s.n_comparisons, s.first_seen_at, s.last_seen_at
from seen s
join fields f on f.id = s.tool_id
