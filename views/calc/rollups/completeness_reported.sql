-- 各年有采用值的指标和地区 / Of which indicators an area has figures that end in a year, on ids: how many,
-- of how many sources; within_id: the unit in which areas of its level are its peers.
-- One row per indicator, area and year.
create view calc.completeness_reported as
select
    series.indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from series.period_end) as int) as year,
    series.admin_unit_id,
    count(*) as figures,
    count(distinct series.source_id) as source_count
from calc.series
inner join calc.area_location as area on area.admin_unit_id = series.admin_unit_id
group by
    series.indicator_id, area.area_level, area.within_id,
    cast(extract(year from series.period_end) as int), series.admin_unit_id
