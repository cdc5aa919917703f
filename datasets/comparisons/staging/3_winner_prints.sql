-- A winner as one page of one session prints it. `place` counts what the page says of one scope, in the order shown.
select
    unnest(r.winners[u.n]), r.comparison_id, r.page_id, r.session, r.is_current,
    row_number() over (partition by r.page_id, r.session, r.winners[u.n].winner_id order by u.n) as place
from readings r, unnest(range(1, len(r.winners) + 1)) as u(n)
