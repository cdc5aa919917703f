-- Predictions whose horizon has passed today: the longest overdue first, to be scored.
select *, date_diff('day', horizon_date, current_date) as days_over
from predictions_made
where horizon_date <= current_date
order by horizon_date, tool, prediction_id
