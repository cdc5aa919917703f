-- Which prints of a listing, body and session agree with the one that wins: that of the page fetched last, then of the
-- smaller URL. A print agrees when what it says is the same; it may say less.
with compared as (
    select
        *,
        first_value(text) over latest as winning_text,
        first_value(page_url) over latest as winning_url,
        state = first_value(state) over latest and same_share(share, first_value(share) over latest) as is_same_share
    from vote_prints
    window latest as (partition by tool_id, body, session order by fetched_at desc, page_url)
)
select
    * exclude (is_same_share),
    is_same_share
    and coalesce(ships = first_value(ships ignore nulls) over peers, true)
    and coalesce(skips = first_value(skips ignore nulls) over peers, true)
    and coalesce(total = first_value(total ignore nulls) over peers, true)
    and coalesce(label = first_value(label ignore nulls) over peers, true) as agrees
from compared
window peers as (
    partition by tool_id, body, session, is_same_share order by fetched_at desc, page_url
    rows between unbounded preceding and unbounded following
)
