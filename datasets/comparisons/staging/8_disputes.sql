-- Pages that say something else than the page of their session that wins, as problems of theirs.
with rivals as (
    select
        *,
        first_value(value) over latest as winner,
        first_value(page_url) over latest as winner_url
    from claims
    where field not in ('slot', 'panel_verdict', 'url', 'text', 'entry')
    window latest as (partition by kind, id, field, session order by fetched_at desc, page_url)
)
select page_id, session, format('{}: {} for {}, but {} on {}', field, quoted(value), quoted(subject), quoted(winner), winner_url) as problem
from rivals
where value <> winner
union all
select
    v.page_id, v.session,
    format('{}: {} for {}, but another page of the crawl says otherwise', v.body, quoted(v.text), quoted(t.name))
from vote_values v
join tool_prints t using (page_id, session, tool_id)
where not v.agrees
