-- 时期的长度 / How long a period is: months × 100 + days, so that 1200 is a year and 30 are thirty days.
create function calc.span(first_day date, last_day date)
returns int
language sql immutable parallel safe
as $$
-- As moments without a zone: in one with summer time a month may lack an hour.
select cast(
    1200 * date_part('year', age(cast(last_day + 1 as timestamp), cast(first_day as timestamp)))
    + 100 * date_part('month', age(cast(last_day + 1 as timestamp), cast(first_day as timestamp)))
    + date_part('day', age(cast(last_day + 1 as timestamp), cast(first_day as timestamp)))
    as int
)
$$
