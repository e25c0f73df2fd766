-- 某日有效的行政区划 / The administrative units in force on a day, with the province, prefecture
-- and county each lies in on that day. One row per unit.
create function mart.area_at(day date)
returns table (
    area_code text,
    area_name text,
    area_name_en text,
    area_level text,
    parent_code text,
    province_code text,
    province_name text,
    prefecture_code text,
    prefecture_name text,
    county_code text,
    county_name text,
    valid_from date,
    valid_from_precision text,
    valid_to date,
    unit_key text,
    iso_3166_2 text
)
language sql stable parallel safe
as $$
with recursive in_force as (
    select * from calc.area_version where valid @> day
),

upwards as (
    select
        admin_unit_id as unit_id,
        admin_unit_id,
        parent_id,
        area_code,
        area_name,
        area_level
    from in_force
    union all
    select
        upwards.unit_id,
        in_force.admin_unit_id,
        in_force.parent_id,
        in_force.area_code,
        in_force.area_name,
        in_force.area_level
    from upwards
    inner join in_force on in_force.admin_unit_id = upwards.parent_id
),

ancestry as (
    select
        unit_id,
        min(area_code) filter (where area_level = 'province') as province_code,
        min(area_name) filter (where area_level = 'province') as province_name,
        min(area_code) filter (where area_level = 'prefecture') as prefecture_code,
        min(area_name) filter (where area_level = 'prefecture') as prefecture_name,
        min(area_code) filter (where area_level = 'county') as county_code,
        min(area_name) filter (where area_level = 'county') as county_name
    from upwards
    group by unit_id
)

select
    in_force.area_code,
    in_force.area_name,
    in_force.area_name_en,
    in_force.area_level,
    parent.area_code,
    ancestry.province_code,
    ancestry.province_name,
    ancestry.prefecture_code,
    ancestry.prefecture_name,
    ancestry.county_code,
    ancestry.county_name,
    in_force.valid_from,
    in_force.valid_from_precision,
    in_force.valid_to,
    in_force.unit_key,
    in_force.iso_3166_2
from in_force
inner join ancestry on ancestry.unit_id = in_force.admin_unit_id
left join in_force as parent on parent.admin_unit_id = in_force.parent_id
$$
