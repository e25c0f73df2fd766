-- 某日前后的人口 / The population of a unit as of the day for which it is known that is nearest to a
-- day. One row at most.
create function calc.population_near(admin_unit_id int, day date)
returns table (population numeric)
language sql stable parallel safe
as $$
select report.value
from calc.report
where
    report.indicator_id = (
        select indicator_label.indicator_id
        from calc.indicator_label
        where indicator_label.indicator_code = 'population'
    )
    and report.breakdown_id = (
        select breakdown_label.breakdown_id
        from calc.breakdown_label
        where breakdown_label.breakdown = 'total'
    )
    and report.admin_unit_id = $1
    and report.basis = 'point'
    and report.accepted
order by abs(report.period_end - $2), report.period_end
limit 1
$$
