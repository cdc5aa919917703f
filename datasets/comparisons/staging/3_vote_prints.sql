-- A vote as one page of one session prints it. Counts that contradict each other or the share are not believed.
with prints as (
    select unnest(u.v), r.page_id, r.url as page_url, r.site, r.session, r.crawl_started_at, r.fetched_at
    from readings r, unnest(r.votes) as u(v)
), judged as (
    select *, counts_contradict(share, ships, skips, total) as is_contradictory from prints
)
select
    * replace (
        case when not is_contradictory then ships end as ships,
        case when not is_contradictory then skips end as skips,
        case when not is_contradictory then total end as total
    )
from judged
