-- Listings with verdicts on both sides: the most evenly split first, among equals those that more reviewers judged.
from listing_verdicts
where n_ship > 0 and n_skip > 0
order by minority_share desc, n_verdicts desc, tool, tool_id
