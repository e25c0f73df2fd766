-- 各单位在各时段最近的人口 / The population of every unit, from when to when (exclusive) it is the one
-- known for the nearest day; halfway between two, the earlier. One row per unit and population.
-- Key: admin_unit_id.
create table calc.population_span as
with known as (
    select
        series.admin_unit_id,
        series.period_end as day,
        series.value as population
    from calc.series
    inner join calc.indicator_label as indicator
        on
            indicator.indicator_id = series.indicator_id
            and indicator.indicator_code = 'population'
    inner join calc.breakdown_label as breakdown
        on breakdown.breakdown_id = series.breakdown_id and breakdown.breakdown = 'total'
    where series.basis = 'point'
)

select
    admin_unit_id,
    population,
    coalesce(
        day - (day - 1 - lag(day) over in_time) / 2, cast('-infinity' as date)
    ) as since,
    coalesce(
        lead(day) over in_time - (lead(day) over in_time - 1 - day) / 2, cast('infinity' as date)
    ) as until
from known
window in_time as (partition by admin_unit_id order by day);

create index population_span_key on calc.population_span (admin_unit_id);

-- Touched by calc.series:
select series.admin_unit_id
from touched_series as series
inner join calc.indicator_label as indicator
    on
        indicator.indicator_id = series.indicator_id
        and indicator.indicator_code = 'population'
