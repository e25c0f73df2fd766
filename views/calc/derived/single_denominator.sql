-- 取单个值作分母 / The figure by which a numerator of a period is divided: of the same days, the last
-- one of its year or of all up to its day, or the last one of a base year that is as long, as the
-- alignment says. One row at most.
create function calc.single_denominator(
    indicator_id int,
    breakdown_id int,
    admin_unit_id int,
    alignment text,
    base_year int,
    period_start date,
    period_end date
)
returns table (
    value numeric,
    calc_low numeric,
    calc_high numeric,
    first_day date,
    last_day date,
    observation_id int
)
language sql stable parallel safe
as $$
select
    figure.value,
    figure.calc_low,
    figure.calc_high,
    figure.period_start,
    figure.period_end,
    figure.observation_id
from calc.figure
where
    figure.indicator_id = $1
    and figure.breakdown_id = $2
    and figure.admin_unit_id = $3
    and figure.period_end <= $7
    and case $4
        when 'same_period' then figure.period_end = $7 and figure.period_start = $6
        when 'same_year' then extract(year from figure.period_end) = extract(year from $7)
        when 'base_year'
            then
                extract(year from figure.period_end) = $5
                and figure.period_end < $7
                and abs((figure.period_end - figure.period_start) - ($7 - $6)) <= 1
        else $4 = 'latest_before'
    end
order by figure.period_end desc, figure.period_start desc
limit 1
$$
