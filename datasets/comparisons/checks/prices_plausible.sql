-- Amounts are numbers of 0 or more, currencies have codes of three capitals, and what is free costs nothing.
select price_id, text, amount, currency, is_free from prices
where not coalesce(isfinite(amount) and amount >= 0, true)
    or not coalesce(regexp_full_match(currency, '[A-Z]{3}'), true)
    or (is_free and amount > 0)
