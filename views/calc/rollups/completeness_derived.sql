-- 各年可推出的指标和地区 / Of which indicators the value of an area and year follows from others, on ids:
-- all children of the area report, or a stated comparison implies it.
-- One row per indicator, area, year and way.
create view calc.completeness_derived as
select
    indicator_id,
    parent_id as admin_unit_id,
    cast(extract(year from period_end) as int) as year
from calc.rollup
where children_reporting = children_total and sum_of_children is not null
union
select
    comparison.base_indicator_id,
    comparison.base_admin_unit_id,
    cast(extract(year from comparison.base_period_end) as int)
from core.comparison
inner join calc.comparison_result as result on result.comparison_id = comparison.comparison_id
where result.implied_base is not null
