-- One row per listing of which it is printed how its reviewers judged it: verdict by verdict beside their quotes, or as
-- counts in the panel's badge, whichever says more. A verdict that follows from a unanimous panel is not counted: panels
-- that agree have such verdicts and divided ones have none, so counting them would choose listings by the outcome.
with quoted as (
    select
        tool_id,
        count(*) filter (where verdict = 'ship') as n_ship,
        count(*) filter (where verdict = 'skip') as n_skip
    from reviewer_verdicts
    where verdict_source = 'printed'
    group by all
),
badges as (
    select tool_id, ships as n_ship, skips as n_skip
    from votes
    where body = 'panel' and is_current and ships + skips > 0
),
chosen as (
    select
        tool_id,
        -- A badge that counts fewer of a side than quotes show contradicts them; names weigh more.
        q.tool_id is null
            or coalesce(b.n_ship >= q.n_ship and b.n_skip >= q.n_skip and b.n_ship + b.n_skip > q.n_ship + q.n_skip, false)
            as is_badge,
        if(is_badge, b.n_ship, q.n_ship) as n_ship,
        if(is_badge, b.n_skip, q.n_skip) as n_skip
    from quoted q
    full join badges b using (tool_id)
)
select
    t.site, tool_id, t.name as tool, t.category,
    c.n_ship + c.n_skip as n_verdicts, c.n_ship, c.n_skip,
    c.n_ship / n_verdicts as ship_share,
    least(c.n_ship, c.n_skip) / n_verdicts as minority_share,
    -- Share of pairs of reviewers that agree; one reviewer makes no pair.
    (c.n_ship * (c.n_ship - 1) + c.n_skip * (c.n_skip - 1)) / nullif(n_verdicts * (n_verdicts - 1), 0) as pair_agreement,
    if(c.is_badge, 'badge', 'quotes') as counted_from
from chosen c
join tools t using (tool_id)
