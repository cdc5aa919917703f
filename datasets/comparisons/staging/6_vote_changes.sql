-- The observation log: sessions in order, one row for each change of value. A session that prints less of the same
-- value, or more of it, is no change.
with shares as (
    select
        *,
        coalesce(state <> lag(state) over log or not same_share(share, lag(share) over log), true) as is_new_share
    from vote_sessions
    window log as (partition by tool_id, body order by crawl_started_at, session)
), runs as (
    select *, count(*) filter (where is_new_share) over (
        partition by tool_id, body order by crawl_started_at, session
    ) as run
    from shares
), compared as (
    select
        *,
        is_new_share
        or coalesce(ships <> last_value(ships ignore nulls) over before, false)
        or coalesce(skips <> last_value(skips ignore nulls) over before, false)
        or coalesce(total <> last_value(total ignore nulls) over before, false)
        or coalesce(label <> last_value(label ignore nulls) over before, false) as is_new
    from runs
    window before as (
        partition by tool_id, body, run order by crawl_started_at, session
        rows between unbounded preceding and 1 preceding
    )
), numbered as (
    select *, count(*) filter (where is_new) over (
        partition by tool_id, body order by crawl_started_at, session
    ) as ordinal
    from compared
)
select
    tool_id, site, body, ordinal, state, ships, skips, total, text, page_id,
    first_value(share) over (change order by is_whole_percent(share) desc nulls last, crawl_started_at, session) as share,
    max(label) over change as label,
    min(observed_at) over change as observed_at,
    ordinal = max(ordinal) over (partition by tool_id, body) as is_current
from numbered
window change as (partition by tool_id, body, ordinal)
qualify row_number() over (
    change order by (ships is not null)::int + (skips is not null)::int + (total is not null)::int desc,
    label is not null desc, length(text) desc, crawl_started_at, session
) = 1
