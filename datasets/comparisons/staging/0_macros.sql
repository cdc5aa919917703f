-- Shares are printed in whole percents; a share that was counted (2 of 3) agrees with the percent it rounds to.
create or replace temp macro is_whole_percent(share) as abs(share * 100 - round(share * 100)) < 1e-9;
create or replace temp macro same_share(a, b) as
    (a is null and b is null)
    or coalesce(round(a * 100) = round(b * 100), false)
    or coalesce(not (is_whole_percent(a) and is_whole_percent(b)) and abs(a - b) < 0.01, false);
create or replace temp macro counts_contradict(share, ships, skips, total) as
    coalesce(greatest(ships, skips) > total or ships + skips <> total, false)
    or coalesce(abs(share - ships / nullif(coalesce(total, ships + skips), 0)) > 0.011, false);
create or replace temp macro quoted(words) as concat('"', words[:60], case when length(words) > 60 then '…' else '' end, '"');
-- Problems escape what they print; without the escapes a text is found in them.
create or replace temp macro unescaped(words) as replace(words, '\', '');
-- Labels are compared as ids compare them: neither case nor spaces tell two apart.
create or replace temp macro folded(label) as lower(replace(label, ' ', ''));
