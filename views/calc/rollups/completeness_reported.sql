-- 各年有采用值的指标和地区 / Of which indicators an area has figures that end in a year, on ids: how many,
-- of how many sources. One row per indicator, area and year.
create view calc.completeness_reported as
select
    indicator_id,
    admin_unit_id,
    cast(extract(year from period_end) as int) as year,
    count(*) as figures,
    count(distinct source_id) as source_count
from calc.figure
group by indicator_id, admin_unit_id, cast(extract(year from period_end) as int)
