-- One row per two reviewers of a site whose verdicts are printed on a listing in common: a two by two table, and how
-- often they agree. Of what either put on a side, agreement on it is the share that the other put there too.
select
    a.site, a.reviewer_id as a_reviewer_id, a.reviewer as a_reviewer,
    b.reviewer_id as b_reviewer_id, b.reviewer as b_reviewer,
    count(*) as n_listings,
    count(*) filter (where a.verdict = 'ship' and b.verdict = 'ship') as n_both_ship,
    count(*) filter (where a.verdict = 'ship' and b.verdict = 'skip') as n_ship_skip,
    count(*) filter (where a.verdict = 'skip' and b.verdict = 'ship') as n_skip_ship,
    count(*) filter (where a.verdict = 'skip' and b.verdict = 'skip') as n_both_skip,
    (n_both_ship + n_both_skip) / n_listings as percent_agreement,
    2 * n_both_ship / nullif(2 * n_both_ship + n_ship_skip + n_skip_ship, 0) as ship_agreement,
    2 * n_both_skip / nullif(2 * n_both_skip + n_ship_skip + n_skip_ship, 0) as skip_agreement
from reviewer_verdicts a
join reviewer_verdicts b
    on b.tool_id = a.tool_id and (a.reviewer, a.reviewer_id) < (b.reviewer, b.reviewer_id)
where a.verdict_source = 'printed' and b.verdict_source = 'printed'
group by all
order by a.site, a.reviewer, b.reviewer, a.reviewer_id, b.reviewer_id
