-- Shares are printed in whole percents; a share that was counted (2 of 3) agrees with the percent it rounds to.
create or replace temp macro printed_percent(share) as abs(share * 100 - round(share * 100)) < 1e-9;
create or replace temp macro same_share(a, b) as
    (a is null and b is null)
    or coalesce(round(a * 100) = round(b * 100), false)
    or coalesce(not (printed_percent(a) and printed_percent(b)) and abs(a - b) < 0.01, false);
create or replace temp macro quoted(words) as concat('"', words[:60], case when length(words) > 60 then '…' else '' end, '"');
