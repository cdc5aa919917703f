-- A listing that has prices has a current one, and so has each kind and source of its ratings.
with figures as (
    select 'prices' as "table", tool_id, null as kind, null as source, is_current from prices
    union all select 'ratings', tool_id, kind, lower(replace(source, ' ', '')), is_current from ratings
)
select * exclude (is_current) from figures group by all having not bool_or(is_current)
