-- One row per listing; each field as the latest page that prints it.
with fields as (
    pivot (select id, field, value from settled where kind = 'tool')
    on field in ('name', 'tagline', 'category', 'description', 'entry_text', 'pricing_text', 'slug', 'url')
    using any_value(value) group by id
), seen as (
    select
        tool_id, any_value(site) as site, min(crawl_started_at) as first_seen_at, max(crawl_started_at) as last_seen_at
    from tool_prints group by all
)
select
    s.tool_id, s.site, f.slug, f.url, f.name, f.tagline, f.category, f.description, f.entry_text, f.pricing_text,
    s.first_seen_at, s.last_seen_at
from seen s
join fields f on f.id = s.tool_id
