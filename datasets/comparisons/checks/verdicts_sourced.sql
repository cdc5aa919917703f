-- A verdict says where it is from, and scores lie in 0..100.
select quote_id, verdict, verdict_source, score from quotes
where (verdict is null) <> (verdict_source is null) or not coalesce(score between 0 and 100, true) or slot < 1
