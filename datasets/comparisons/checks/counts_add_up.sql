-- Printed counts add up, and agree with the printed share but for its rounding.
select vote_id, text, share, ships, skips, total from votes
where ships > total or skips > total or ships + skips > total
    or (ships + skips < total and ships is not null and skips is not null)
    or abs(share - ships / nullif(coalesce(total, ships + skips), 0)) > 0.011
