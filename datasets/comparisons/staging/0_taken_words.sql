-- How problems would print a listing or a quote that is to go: a name in quotation marks, the beginning of a quote.
with said as (
    select
        e.page.site as site,
        list_concat(
            flatten([
                [concat('''', t.name, ''''), concat('"', t.name, '"')]
                for t in e.page.tools if list_contains(n.ids, t.tool_id)
            ]),
            [
                left(unescaped(q.text), 40) for q in e.page.quotes
                if list_contains(n.ids, q.quote_id) or list_contains(n.ids, q.tool_id)
            ]
        ) as words
    from recorded e, named n
    where e.kind = 'page'
)
select site, list(distinct word) as words
from (select site, unnest(words) as word from said)
group by all
