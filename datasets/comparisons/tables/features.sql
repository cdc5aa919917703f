-- One row per comparison, row of its comparison table or grid, and tool, as the comparison's last reading shows it.
select unnest(u.f), r.comparison_id, r.page_id
from readings r, unnest(r.features) as u(f)
where r.is_current
