-- 取年初年末平均作分母 / The mean of the figures as of the end of a year and of the year before it, by
-- which what happened in that year is divided. One row, none where one of the two is not known or
-- the day ends no year.
create function calc.average_of_year_ends(
    indicator_id int,
    breakdown_id int,
    admin_unit_id int,
    day date
)
returns table (
    value numeric,
    calc_low numeric,
    calc_high numeric,
    first_day date,
    last_day date,
    closing_observation_id int,
    opening_observation_id int
)
language sql stable parallel safe
as $$
select
    (opening.value + closing.value) / 2,
    (opening.calc_low + closing.calc_low) / 2,
    (opening.calc_high + closing.calc_high) / 2,
    opening.period_start,
    closing.period_end,
    closing.observation_id,
    opening.observation_id
from calc.figure as closing
inner join calc.figure as opening
    on
        opening.indicator_id = closing.indicator_id
        and opening.breakdown_id = closing.breakdown_id
        and opening.admin_unit_id = closing.admin_unit_id
        and opening.basis = closing.basis
        and opening.period_end = cast($4 - interval '1 year' as date)
where
    closing.indicator_id = $1
    and closing.breakdown_id = $2
    and closing.admin_unit_id = $3
    and closing.basis = 'point'
    and closing.period_end = $4
    and to_char($4, 'MM-DD') = '12-31'
$$
