-- Pages that are to be as if they had never been fetched, by any address they were asked for under.
select distinct e.page.page_id as page_id
from recorded e, named n
where e.kind = 'page' and (
    list_contains(n.urls, e.page.url) or list_contains(n.urls, e.url)
    or list_contains(n.ids, e.page.page_id) or list_contains(n.ids, e.page.comparison_id)
)
