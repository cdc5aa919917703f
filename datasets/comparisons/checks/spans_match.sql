-- What a mention or a prediction quotes stands in its quote where it says, in code points, and no two of them overlap.
with spans as (
    select 'mentions' as "table", mention_id as id, quote_id, "start", "end", text from mentions
    union all select 'predictions', prediction_id, quote_id, "start", "end", text from predictions
), placed as (
    select
        s.*, substr(q.text, s."start" + 1, s."end" - s."start") as found,
        max(s."end") over (
            partition by "table", quote_id order by s."start", id rows between unbounded preceding and 1 preceding
        ) as previous_end
    from spans s
    join quotes q using (quote_id)
)
select "table", id, quote_id, "start", "end", text, found
from placed
where text <> found or "start" >= "end" or "start" < previous_end
