-- One row per pro or con of a tool, as the latest page that prints it does.
select point_id, tool_id, kind, text, evidence, page_id
from point_prints
qualify row_number() over (
    partition by point_id
    order by crawl_started_at desc, session desc, fetched_at desc, page_url, length(text) desc, text, evidence
) = 1
