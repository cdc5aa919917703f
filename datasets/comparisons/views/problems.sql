-- One row per problem: what was expected on a page and not read, or is in dispute.
select
    split_part(problem, ':', 1) as field, ltrim(substr(problem, strpos(problem, ':') + 1)) as found, url, site, state,
    fetched_at, page_id
from (select *, unnest(problems) as problem from pages)
