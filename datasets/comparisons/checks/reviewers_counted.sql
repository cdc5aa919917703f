-- Reviewers' counts are those of their quotes.
select reviewer_id, n_quotes, n_ship, n_skip from reviewers r
where n_quotes <> (select count(*) from quotes q where q.reviewer_id = r.reviewer_id) or n_ship + n_skip > n_quotes
