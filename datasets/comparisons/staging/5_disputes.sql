-- Pages that say something else than the page of their session that wins, as problems of theirs. A slot is where one
-- page puts a quote, and two ways to write a quote or an address are no dispute. Neither is a page that prints fewer
-- values of a figure.
with rivals as (
    select
        *,
        first_value(value) over latest as winner,
        first_value(page_url) over latest as winner_url
    from claims
    where field not in ('slot', 'url', 'text')
    window latest as (partition by kind, id, field, session order by fetched_at desc, page_url, value)
), votes as (
    select v.*, t.name
    from vote_values v
    join tool_prints t using (page_id, session, tool_id)
), figures_compared as (
    select
        *,
        first_value(said) over latest as winning,
        first_value(text) over latest as winning_text,
        first_value(page_url) over latest as winning_url
    from figures
    window latest as (partition by field, tool_id, figure, session order by fetched_at desc, page_url)
)
select
    page_id, session,
    format('{}: {} for {}, but {} on {}', field, quoted(value), quoted(subject), quoted(winner), winner_url) as problem
from rivals
where value <> winner
union all
select
    page_id, session,
    format('{}: {} for {}, but {} on {}', body, quoted(text), quoted(name), quoted(winning_text), winning_url)
from votes
where not agrees
union all
select page_id, session, format('{}: counts in {} for {} contradict each other', body, quoted(text), quoted(name))
from votes
where is_contradictory
union all
select
    page_id, session,
    format('{}: {} for {}, but {} on {}', field, quoted(f.text), quoted(t.name), quoted(winning_text), winning_url)
from figures_compared f
join tool_prints t using (page_id, session, tool_id)
where not list_has_any(said, winning)
union all
select
    page_id, session, format('winners: {} for {}, but {} stands first', quoted(w.text), quoted(w.scope), quoted(f.text))
from winner_prints w
join winner_prints f using (page_id, session, winner_id)
where f.place = 1 and w.tool_id is distinct from f.tool_id
union all
select page_id, session, format('ratings: {} for {} is more than its scale', quoted(r.text), quoted(t.name))
from rating_prints r
join tool_prints t using (page_id, session, tool_id)
where is_contradictory
