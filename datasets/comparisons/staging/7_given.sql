-- Which fields each page gave when it was last fetched. Null is not measured: a field of another kind of page, a page
-- that is gone or was not asked for, and one from which a takedown removes something.
with last as (
    select * from last_fetches
    qualify row_number() over (
        partition by page_id order by fetched_at desc, crawl_started_at desc, session desc, content_sha256
    ) = 1
), measured as (
    select
        *,
        case when state not in ('gone', 'disallowed') and page_id not in (select page_id from touched_pages) then kind end
            as measured_as
    from last
), comparisons_given as (
    select
        page_id,
        comparison_id is not null as comparison,
        list_count([t.tagline for t in tools]) > 0 as tagline,
        list_count([t.category for t in tools]) > 0 as category,
        list_count([t.description for t in tools]) > 0 as description,
        list_count([t.entry_text for t in tools]) > 0 as entry,
        list_count([t.pricing_text for t in tools]) > 0 as pricing,
        len([v.body for v in votes if v.body = 'panel']) > 0 as panel,
        len([v.body for v in votes if v.body = 'community']) > 0 as community,
        len(quotes) > 0 as quotes,
        list_count([q.reviewer for q in quotes]) > 0 as reviewer,
        list_count([q.score for q in quotes]) > 0 as score,
        list_count([q.verdict for q in quotes]) > 0 as verdict,
        len(prices) > 0 as prices,
        len(ratings) > 0 as ratings,
        len(features) > 0 as features,
        len(points) > 0 as points,
        len(winners) > 0 as winners
    from measured where measured_as = 'comparison'
), reviewers_given as (
    select
        page_id,
        reviewer.motto is not null as motto,
        coalesce(len(reviewer.quotes), 0) > 0 as signed_quotes
    from measured where measured_as = 'reviewer'
)
select l.page_id, l.site, c.* exclude (page_id), r.* exclude (page_id)
from last l
left join comparisons_given c using (page_id)
left join reviewers_given r using (page_id)
