-- One value for each listing, body and session. The page fetched last wins, then the smaller URL; of the prints that
-- agree with it the fullest is kept.
with compared as (
    select
        *,
        first_value(state) over latest as winning_state,
        first_value(share) over latest as winning_share
    from vote_prints
    window latest as (partition by tool_id, body, session order by fetched_at desc, page_url)
)
select
    * exclude (winning_state, winning_share),
    state = winning_state and same_share(share, winning_share) as agrees
from compared
