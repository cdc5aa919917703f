-- The observation log: sessions in order, one row for each change of value. Counts that an earlier print of the same
-- share lacked are no change.
with shares as (
    select
        *,
        coalesce(
            state <> lag(state) over log or not same_share(share, lag(share) over log), true
        ) as is_new_share
    from vote_sessions
    window log as (partition by tool_id, body order by crawl_started_at, session)
), runs as (
    select *, count(*) filter (where is_new_share) over log as run
    from shares
    window log as (partition by tool_id, body order by crawl_started_at, session)
), counted as (
    select
        *,
        is_new_share or coalesce(
            ships <> last_value(ships ignore nulls) over before
            or skips <> last_value(skips ignore nulls) over before
            or total <> last_value(total ignore nulls) over before, false
        ) as is_new
    from runs
    window before as (
        partition by tool_id, body, run order by crawl_started_at, session
        rows between unbounded preceding and 1 preceding
    )
), numbered as (
    select *, count(*) filter (where is_new) over (
        partition by tool_id, body order by crawl_started_at, session
    ) as ordinal
    from counted
)
select
    * exclude (observed_at, run, is_new, is_new_share),
    min(observed_at) over change as observed_at,
    ordinal = max(ordinal) over (partition by tool_id, body) as is_current
from numbered
window change as (partition by tool_id, body, ordinal)
qualify row_number() over (
    change order by (ships is not null or total is not null) desc, label is not null desc, length(text) desc,
    crawl_started_at, session
) = 1
