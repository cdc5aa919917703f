-- What takedowns name, in one row: addresses, and ids of listings, quotes and pages.
select
    coalesce(list(url) filter (where url is not null), []) as urls,
    coalesce(list(id) filter (where id is not null), []) as ids
from takedowns
