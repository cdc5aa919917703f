-- Nothing was last seen before it was first seen.
select 'comparisons' as "table", comparison_id as id from comparisons where last_seen_at < first_seen_at
union all select 'tools', tool_id from tools where last_seen_at < first_seen_at
union all select 'quotes', quote_id from quotes where last_seen_at < first_seen_at
union all select 'products', product_id from products where last_seen_at < first_seen_at
union all select 'pages', page_id from pages where changed_at > fetched_at
