-- Shares lie in 0..1; a vote has one where somebody voted, and none where nobody did.
select vote_id, state, share from votes
where not coalesce(share between 0 and 1, true) or (state = 'voted') <> (share is not null)
