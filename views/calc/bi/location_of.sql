-- 一个地区的级别、上级和所在的省、地、县 / The level of an area, the unit above it, and the province,
-- prefecture and county in which it lies, looked up by its key. One row, none for an unknown key.
create function calc.location_of(admin_unit_id int)
returns table (
    area_level text,
    parent_id int,
    province_id int,
    province_code text,
    province_name text,
    prefecture_code text,
    prefecture_name text,
    county_code text,
    county_name text
)
language sql stable parallel safe
as $$
select
    area_location.area_level,
    area_location.parent_id,
    area_location.province_id,
    area_location.province_code,
    area_location.province_name,
    area_location.prefecture_code,
    area_location.prefecture_name,
    area_location.county_code,
    area_location.county_name
from calc.area_location
where area_location.admin_unit_id = $1
-- offset 0: looked up for each row. The planner takes the rows of a metric for far fewer than they
-- are, and would compare each with every area: 4.6 million comparisons for 1,400 rows.
offset 0 -- noqa: AM09
$$
