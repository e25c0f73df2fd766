-- 装载所触及的变化 / The changes between values that a figure of this cell touches: its own, and that of
-- the value after it (see calc.step), with the group of peers that they belong to. One row per
-- change, or more.
create function calc.touched_step(
    figure_source int, indicator int, breakdown int, admin_unit int, last_day date
)
returns table (
    source_id int,
    indicator_id int,
    breakdown_id int,
    period_end date,
    area_level text,
    province_id int
)
language sql stable parallel safe
as $$
select
    series.source_id,
    series.indicator_id,
    series.breakdown_id,
    series.period_end,
    series.area_level,
    series.province_id
from calc.series
where
    series.indicator_id = indicator
    and series.breakdown_id = breakdown
    and series.admin_unit_id = admin_unit
    and series.period_end >= last_day
    and coalesce(series.previous_end, '-infinity') <= last_day
union
select
    figure_source,
    indicator,
    breakdown,
    last_day,
    area.area_level,
    coalesce(area.province_id, area.admin_unit_id)
from calc.area_location as area
where area.admin_unit_id = admin_unit
$$
