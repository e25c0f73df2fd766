-- 各年可推出的指标和地区 / Of which indicators the value of an area and year follows from others, on ids:
-- all children of the area report, or a stated comparison implies it.
-- One row per indicator, area, year and way.
create view calc.completeness_derived as
select
    rollup.indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from rollup.period_end) as int) as year,
    rollup.parent_id as admin_unit_id
from calc.rollup
inner join calc.area_location as area on area.admin_unit_id = rollup.parent_id
where rollup.children_reporting = rollup.children_total and rollup.sum_of_children is not null
union
select
    comparison.base_indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from comparison.base_period_end) as int),
    comparison.base_admin_unit_id
from core.comparison
inner join calc.comparison_result as result on result.comparison_id = comparison.comparison_id
inner join calc.area_location as area on area.admin_unit_id = comparison.base_admin_unit_id
where result.implied_base is not null
