-- 今日有效的行政区划,以及单位集合 / The administrative units in force today, and the sets of units.
-- One row per unit or set.
create view mart.area as
select
    area_code,
    area_name,
    area_name_en,
    area_level,
    parent_code,
    province_code,
    province_name,
    prefecture_code,
    prefecture_name,
    county_code,
    county_name,
    valid_from,
    valid_from_precision
from mart.area_at(current_date)
union all
select
    area_set.area_code,
    area_set.area_name,
    area_set.area_name_en,
    area_set.area_level,
    within.area_code,
    within.province_code,
    within.province_name,
    within.prefecture_code,
    within.prefecture_name,
    within.county_code,
    within.county_name,
    null,
    null
from calc.area_label as area_set
left join calc.area_label as within_label on within_label.admin_unit_id = area_set.parent_id
left join mart.area_at(current_date) as within on within.area_code = within_label.area_code
where area_set.area_level = 'set'
