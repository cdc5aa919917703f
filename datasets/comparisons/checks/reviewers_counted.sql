-- Reviewers' counts are those of their quotes.
with said as (
    select
        reviewer_id, count(*) as n_quotes,
        count(*) filter (where verdict = 'ship') as n_ship, count(*) filter (where verdict = 'skip') as n_skip
    from quotes group by all
)
select r.reviewer_id, r.name, r.n_quotes, r.n_ship, r.n_skip, s.n_quotes as quotes_found
from reviewers r
left join said s using (reviewer_id)
where (r.n_quotes, r.n_ship, r.n_skip)
    <> (coalesce(s.n_quotes, 0), coalesce(s.n_ship, 0), coalesce(s.n_skip, 0))
