-- 每个值自前值以来的变化 / How each value changed since the one before it in its series, as a natural
-- logarithm, on ids: only positive values, and no percentages. The areas of one level in one
-- province are peers. One row per value with another before it.
create view calc.step as
select
    series.observation_id,
    series.indicator_id,
    series.breakdown_id,
    series.admin_unit_id,
    series.source_id,
    series.area_level,
    series.province_id,
    series.period_start,
    series.period_end,
    series.value,
    series.previous_value as value_before,
    series.is_repeated,
    indicator.kind = 'standard' as is_standard,
    ln(cast(series.value / series.previous_value as double precision)) as step
from calc.series
inner join calc.indicator_label as indicator
    on indicator.indicator_id = series.indicator_id and indicator.kind <> 'ratio'
where series.value > 0 and series.previous_value > 0
