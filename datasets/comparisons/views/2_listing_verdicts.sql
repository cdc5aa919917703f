-- One row per listing on which at least one named reviewer has a verdict: how the verdicts fall.
select
    site, tool_id, tool, category,
    count(*) as n_verdicts,
    count(*) filter (where verdict = 'ship') as n_ship,
    count(*) filter (where verdict = 'skip') as n_skip,
    n_ship / n_verdicts as ship_share,
    least(n_ship, n_skip) / n_verdicts as minority_share,
    -- Share of pairs of reviewers that agree; one reviewer makes no pair.
    (n_ship * (n_ship - 1) + n_skip * (n_skip - 1)) / nullif(n_verdicts * (n_verdicts - 1), 0) as pair_agreement,
    count(*) filter (where verdict_source = 'panel') as n_inferred
from reviewer_verdicts
where verdict is not null
group by all
