-- A rating lies between 0 and the end of its scale, and no count is below 0.
select rating_id, text, value, best, count from ratings
where not (isfinite(value) and value >= 0) or value > best or count < 0
