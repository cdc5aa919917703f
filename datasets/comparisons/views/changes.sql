-- What the last build changed against the one before it, a row for each change. What no page shows any more is gone.
-- Empty where there is no build before.
with listed as (
    select tool_id, min(url) as page_url
    from (
        select unnest(tool_ids) as tool_id, url from comparisons
        union all select unnest(tool_ids), url from before.comparisons
    )
    group by all
), shown_before as (
    select u.tool_id, count(*) as n_comparisons from before.comparisons, unnest(tool_ids) as u(tool_id) group by all
), withheld as (
    -- Listings that lost a comparison to a takedown of something else on it: what it showed of them did not go.
    select b.tool_id
    from before.tools b
    left join shown_before s using (tool_id)
    where b.n_comparisons > coalesce(s.n_comparisons, 0)
), named as (
    select coalesce(n.tool_id, b.tool_id) as tool_id, coalesce(n.name, b.name) as name
    from tools n full join before.tools b on b.tool_id = n.tool_id
), figures as (
    -- Prices and ratings as each build has them now; what they are of, and how it is called.
    select
        'prices' as table_name, 'price' as field, is_now, price_id as id, tool_id, site, page_id,
        [lower(plan), period] as figure, amount as value, plan as label, text
    from (select true as is_now, * from prices union all by name select false as is_now, * from before.prices)
    where is_current
    union all by name
    select
        'ratings' as table_name, 'rating' as field, is_now, rating_id as id, tool_id, site, page_id,
        [kind, lower(source)] as figure, value, source as label, text
    from (select true as is_now, * from ratings union all by name select false as is_now, * from before.ratings)
    where is_current
), moved_figures as (
    select
        * exclude (label, text),
        concat(case when not contains(lower(text), lower(label)) then label || ': ' end, text) as words
    from figures
    qualify count(*) over (partition by table_name, id) = 1
), placed_figures as (
    -- A figure may have several values, as a price range has: the smallest follows the smallest.
    select *, row_number() over (partition by table_name, is_now, tool_id, figure order by value, id) as place
    from moved_figures
), awards as (
    select w.*, coalesce(t.name, 'tie') as winner
    from (select true as is_now, * from winners union all by name select false as is_now, * from before.winners) w
    left join named t using (tool_id)
), told as (
    -- The first field is what a thing is called: it stands for the whole when that comes or goes.
    select
        'tools' as table_name, coalesce(n.tool_id, b.tool_id) as id, coalesce(n.site, b.site) as site, l.page_url as url,
        coalesce(n.name, b.name) as subject,
        coalesce(s.n_comparisons > 0, false) as was, coalesce(n.n_comparisons > 0, false) as is_now,
        [
            {'field': 'name', 'before': b.name, 'after': n.name},
            {'field': 'tagline', 'before': b.tagline, 'after': n.tagline},
            {'field': 'category', 'before': b.category, 'after': n.category},
            {'field': 'description', 'before': b.description, 'after': n.description},
            {'field': 'entry', 'before': b.entry_text, 'after': n.entry_text},
            {'field': 'pricing', 'before': b.pricing_text, 'after': n.pricing_text},
            -- A build that knew no products is no news of them.
            {'field': 'product', 'before': coalesce(b.product_id, n.product_id), 'after': n.product_id}
        ] as fields
    from tools n
    full join before.tools b on b.tool_id = n.tool_id
    left join shown_before s on s.tool_id = b.tool_id
    left join listed l on l.tool_id = coalesce(n.tool_id, b.tool_id)
    union all by name
    select
        'quotes' as table_name, coalesce(n.quote_id, b.quote_id) as id, coalesce(n.site, b.site) as site,
        l.page_url as url, t.name as subject,
        coalesce(b.n_pages > 0 and (n.n_pages > 0 or w.tool_id is null), false) as was, coalesce(n.n_pages > 0, false) as is_now,
        [
            {'field': 'quote', 'before': b.text, 'after': n.text},
            {'field': 'reviewer', 'before': b.reviewer, 'after': n.reviewer},
            {'field': 'verdict', 'before': b.verdict, 'after': n.verdict},
            {'field': 'score', 'before': b.score::varchar, 'after': n.score::varchar}
        ] as fields
    from quotes n
    full join before.quotes b on b.quote_id = n.quote_id
    left join withheld w on w.tool_id = b.tool_id
    left join listed l on l.tool_id = coalesce(n.tool_id, b.tool_id)
    left join named t on t.tool_id = coalesce(n.tool_id, b.tool_id)
    union all by name
    select
        'votes' as table_name, coalesce(n.vote_id, b.vote_id) as id, coalesce(n.site, b.site) as site,
        coalesce(p.url, q.url) as url, t.name as subject, b.vote_id is not null as was, n.vote_id is not null as is_now,
        [
            {
                'field': coalesce(n.body, b.body),
                'before': case when b.text is distinct from n.text then b.text else b.share::varchar end,
                'after': case
                    -- A page that prints the same vote more or less fully is no change of it.
                    when n.state = b.state and round(n.share * 100) is not distinct from round(b.share * 100)
                        and coalesce(n.ships = b.ships, true) and coalesce(n.skips = b.skips, true)
                        and coalesce(n.total = b.total, true)
                        then case when b.text is distinct from n.text then b.text else b.share::varchar end
                    when b.text is distinct from n.text then n.text
                    else n.share::varchar
                end
            }
        ] as fields
    from (from votes where is_current) n
    full join (from before.votes where is_current) b on b.tool_id = n.tool_id and b.body = n.body
    left join pages p on p.page_id = n.page_id
    left join before.pages q on q.page_id = b.page_id
    left join named t on t.tool_id = coalesce(n.tool_id, b.tool_id)
    union all by name
    select
        coalesce(n.table_name, b.table_name) as table_name, coalesce(n.id, b.id) as id, coalesce(n.site, b.site) as site,
        coalesce(p.url, q.url) as url, t.name as subject, b.id is not null as was, n.id is not null as is_now,
        [{'field': coalesce(n.field, b.field), 'before': b.words, 'after': n.words}] as fields
    from (from placed_figures where is_now) n
    full join (from placed_figures where not is_now) b
        on b.table_name = n.table_name and b.tool_id = n.tool_id and b.figure = n.figure and b.place = n.place
    left join pages p on p.page_id = n.page_id
    left join before.pages q on q.page_id = b.page_id
    left join named t on t.tool_id = coalesce(n.tool_id, b.tool_id)
    union all by name
    select
        'winners' as table_name, coalesce(n.winner_id, b.winner_id) as id, coalesce(p.site, q.site) as site,
        coalesce(p.url, q.url) as url, coalesce(p.title, q.title) as subject,
        b.winner_id is not null as was, n.winner_id is not null as is_now,
        [{'field': 'winner of ' || coalesce(n.scope, b.scope), 'before': b.winner, 'after': n.winner}] as fields
    from (from awards where is_now) n
    full join (from awards where not is_now) b on b.winner_id = n.winner_id
    left join comparisons p on p.comparison_id = n.comparison_id
    left join before.comparisons q on q.comparison_id = b.comparison_id
    union all by name
    select
        'comparisons' as table_name, coalesce(n.comparison_id, b.comparison_id) as id, coalesce(n.site, b.site) as site,
        coalesce(n.url, b.url) as url, coalesce(n.title, b.title) as subject,
        b.comparison_id is not null as was, n.comparison_id is not null as is_now,
        [{'field': 'title', 'before': b.title, 'after': n.title}] as fields
    from comparisons n
    full join before.comparisons b on b.comparison_id = n.comparison_id
    union all by name
    select
        'pages' as table_name, n.page_id as id, n.site, n.url, coalesce(n.title, b.title) as subject,
        true as was, true as is_now, [{'field': 'state', 'before': b.state, 'after': n.state}] as fields
    from pages n
    join before.pages b on b.page_id = n.page_id
    where (n.state = 'gone') <> (b.state = 'gone')
    union all by name
    select
        'reviewers' as table_name, coalesce(n.reviewer_id, b.reviewer_id) as id, coalesce(n.site, b.site) as site,
        null as url, coalesce(n.name, b.name) as subject,
        b.reviewer_id is not null as was, n.reviewer_id is not null as is_now,
        [
            {'field': 'name', 'before': b.name, 'after': n.name},
            {'field': 'motto', 'before': b.motto, 'after': n.motto}
        ] as fields
    from reviewers n
    full join before.reviewers b on b.reviewer_id = n.reviewer_id
), fields as (
    select *, unnest(case when was and is_now then fields else fields[:1] end, recursive := true) from told
    where was or is_now
)
select
    table_name, id, site, url, case when not was then 'added' when not is_now then 'removed' else 'changed' end as what,
    subject, field, case when was then before end as before, case when is_now then after end as after
from fields
where (was <> is_now or before is distinct from after) and exists (from before.pages)
