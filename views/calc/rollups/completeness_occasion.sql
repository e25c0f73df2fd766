-- 各年有地区报告的指标 / Of which indicators any area of a level in a unit has figures that end in a
-- year, on ids; within_id: the unit in which areas of the level are peers.
-- One row per indicator, level, unit and year.
-- Key: indicator_id, area_level, within_id, year.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.completeness_occasion as
select distinct
    series.indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from series.period_end) as int) as year
from calc.series
inner join calc.area_location as area on area.admin_unit_id = series.admin_unit_id;

create index completeness_occasion_key
on calc.completeness_occasion (within_id, area_level, indicator_id, year);

-- Touched by core.observation:
select
    figure.indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from figure.period_end) as int) as year
from touched_observation as figure
inner join calc.area_location as area on area.admin_unit_id = figure.admin_unit_id
