-- The records without what takedowns name: a page as a whole, a listing or a quote from every page. A page that shows
-- the listing is no comparison any more, with neither features nor winners, and its title would print the name.
create or replace temp view entries as
select
    e.* replace (
        case
            when t.page_id is null and w.site is null then e.page
            else struct_update(
                e.page,
                title := case when not coalesce(t.shows_listing, false) then e.page.title end,
                comparison_id := case
                    when not list_has_any([s.tool_id for s in e.page.tools], n.ids) then e.page.comparison_id
                end,
                tools := [
                    struct_update(s, url := case when not list_contains(n.urls, s.url) then s.url end)
                    for s in e.page.tools if not list_contains(n.ids, s.tool_id)
                ],
                quotes := [
                    q for q in e.page.quotes
                    if not list_contains(n.ids, q.quote_id) and not list_contains(n.ids, q.tool_id)
                ],
                votes := [v for v in e.page.votes if not list_contains(n.ids, v.tool_id)],
                prices := [x for x in e.page.prices if not list_contains(n.ids, x.tool_id)],
                ratings := [x for x in e.page.ratings if not list_contains(n.ids, x.tool_id)],
                points := [x for x in e.page.points if not list_contains(n.ids, x.tool_id)],
                features := case when coalesce(t.shows_listing, false) then [] else e.page.features end,
                winners := case when coalesce(t.shows_listing, false) then [] else e.page.winners end,
                problems := [
                    p for p in e.page.problems
                    if len([x for x in coalesce(w.words, []) if contains(unescaped(p), x)]) = 0
                ]
            )
        end as page
    )
from recorded e
cross join named n
left join touched_pages t on t.page_id = e.page.page_id
left join taken_words w on w.site = e.page.site
where e.page.page_id is null or e.page.page_id not in (select page_id from taken_pages)
