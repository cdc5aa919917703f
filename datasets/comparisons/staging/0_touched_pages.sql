-- Pages that stay but lose something: a listing, a quote, the address of a listing's own page.
select
    e.page.page_id as page_id,
    bool_or(list_has_any([t.tool_id for t in e.page.tools], n.ids)) as shows_listing
from recorded e, named n
where e.kind = 'page' and (
    list_has_any([t.tool_id for t in e.page.tools], n.ids)
    or list_has_any([t.url for t in e.page.tools], n.urls)
    or list_has_any([q.quote_id for q in e.page.quotes], n.ids)
)
group by all
