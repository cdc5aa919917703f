-- Pages that say something else than the page of their session that wins, as problems of theirs. A slot is where one
-- page puts a quote, and two ways to write a quote or an address are no dispute.
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
