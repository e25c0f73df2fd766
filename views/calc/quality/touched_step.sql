-- 装载所触及的变化 / The changes between values that a load touches: those of its own figures, and
-- those of the values after them (see calc.step), with the group of peers that they belong to. For
-- what follows a load alone, which knows the figures that it touched. One row per change, or more.
create function calc.touched_step()
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
from touched_observation as figure
inner join calc.series using (indicator_id, breakdown_id, admin_unit_id)
where
    series.period_end >= figure.period_end
    and coalesce(series.previous_end, '-infinity') <= figure.period_end
union
select
    figure.source_id,
    figure.indicator_id,
    figure.breakdown_id,
    figure.period_end,
    area.area_level,
    coalesce(area.province_id, area.admin_unit_id)
from touched_observation as figure
inner join calc.area_location as area on area.admin_unit_id = figure.admin_unit_id
$$
