-- The fullest print of each reviewer's name: "The Builder" rather than "Builder".
with prints as (
    select reviewer_id, site, reviewer as name from quote_prints where reviewer_id is not null
    union all
    select r.reviewer.reviewer_id, r.site, r.reviewer.name from readings r where r.reviewer is not null
)
select reviewer_id, site, arg_max(name, (length(name), name)) as name
from prints group by all
