-- A rating as one page of one session prints it. A scale that ends below the rating is not believed.
with prints as (
    select unnest(u.x), r.page_id, r.url as page_url, r.site, r.session, r.crawl_started_at, r.fetched_at
    from readings r, unnest(r.ratings) as u(x)
)
select
    * replace (case when value <= best then best end as best),
    coalesce(value > best, false) as is_contradictory
from prints
