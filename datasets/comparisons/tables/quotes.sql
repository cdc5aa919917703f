-- One row per distinct quote about a listing. A reviewer's own page names who said it where no comparison does.
with fields as (
    pivot (select id, field, value from settled where kind = 'quote')
    on field in ('text', 'reviewer_id', 'verdict', 'score', 'slot')
    using any_value(value) group by id
), seen as (
    select
        quote_id, tool_id, site, text_id,
        count(distinct page_id) filter (where is_current) as n_pages,
        min(crawl_started_at) as first_seen_at, max(crawl_started_at) as last_seen_at
    from quote_prints group by all
), printed_names as (
    select quote_id, reviewer_id, arg_max(reviewer, (length(reviewer), reviewer)) as reviewer
    from quote_prints where reviewer_id is not null group by all
), signed as (
    select site, u.q.text_id as text_id, any_value(r.reviewer.reviewer_id) as reviewer_id
    from readings r, unnest(r.reviewer.quotes) as u(q)
    group by all
    having count(distinct r.reviewer.reviewer_id) = 1
), panels as (
    -- The panel as it stood in the last session that shows the quote.
    select
        q.quote_id,
        case when v.share = 1 and coalesce(v.skips, 0) = 0 then 'ship'
            when v.share = 0 and coalesce(v.ships, 0) = 0 then 'skip' end as verdict
    from quote_prints q
    join vote_sessions v on v.tool_id = q.tool_id and v.session = q.session and v.body = 'panel'
    qualify row_number() over (partition by q.quote_id order by q.crawl_started_at desc, q.session desc) = 1
)
select
    s.quote_id, s.tool_id, s.site, f.text,
    coalesce(f.reviewer_id, g.reviewer_id) as reviewer_id,
    case when f.reviewer_id is not null then p.reviewer else n.name end as reviewer,
    f.slot,
    coalesce(f.verdict, u.verdict) as verdict,
    case when f.verdict is not null then 'printed' when u.verdict is not null then 'panel' end as verdict_source,
    f.score, s.n_pages, s.first_seen_at, s.last_seen_at
from seen s
join fields f on f.id = s.quote_id
left join printed_names p on p.quote_id = s.quote_id and p.reviewer_id = f.reviewer_id
left join signed g on g.site = s.site and g.text_id = s.text_id
left join reviewer_names n on n.reviewer_id = g.reviewer_id
left join panels u on u.quote_id = s.quote_id
