-- 与同级地区相差单位倍数的标准 / Standards off by the factor of a wrong unit against the median of five
-- and more areas of the level on the same day. One row per value.
create view calc.standard_slip as
with standard as materialized (
    select
        figure.observation_id,
        figure.indicator_id,
        figure.breakdown_id,
        area_label.area_level,
        figure.period_end,
        figure.value
    from calc.figure
    inner join calc.area_label on area_label.admin_unit_id = figure.admin_unit_id
    where figure.kind = 'standard'
),

peers as (
    select
        indicator_id,
        breakdown_id,
        area_level,
        period_end,
        cast(percentile_cont(0.5) within group (order by value) as numeric) as median
    from standard
    group by indicator_id, breakdown_id, area_level, period_end
    having count(*) > 4
),

compared as (
    select
        standard.observation_id,
        calc.slip_of(standard.value / peers.median, true) as factor,
        round(peers.median, 2) as expected
    from standard
    inner join peers
        on
            peers.indicator_id = standard.indicator_id
            and peers.breakdown_id = standard.breakdown_id
            and peers.area_level = standard.area_level
            and peers.period_end = standard.period_end
)

select
    observation_id,
    factor,
    expected
from compared
where factor is not null
