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
    unit_key text
)
language sql stable parallel safe
as $$
with recursive in_force as (
    select * from core.admin_unit_version where valid @> day
),

upwards as (
    select
        admin_unit_id as unit_id,
        admin_unit_id,
        parent_id,
        code,
        name,
        level
    from in_force
    union all
    select
        upwards.unit_id,
        in_force.admin_unit_id,
        in_force.parent_id,
        in_force.code,
        in_force.name,
        in_force.level
    from upwards
    inner join in_force on in_force.admin_unit_id = upwards.parent_id
),

ancestry as (
    select
        unit_id,
        min(code) filter (where level = 'province') as province_code,
        min(name) filter (where level = 'province') as province_name,
        min(code) filter (where level = 'prefecture') as prefecture_code,
        min(name) filter (where level = 'prefecture') as prefecture_name,
        min(code) filter (where level = 'county') as county_code,
        min(name) filter (where level = 'county') as county_name
    from upwards
    group by unit_id
)

select
    in_force.code,
    in_force.name,
    in_force.name_en,
    in_force.level,
    parent.code,
    ancestry.province_code,
    ancestry.province_name,
    ancestry.prefecture_code,
    ancestry.prefecture_name,
    ancestry.county_code,
    ancestry.county_name,
    lower(in_force.valid),
    in_force.precision,
    -- inclusive, like every last day in mart
    upper(in_force.valid) - 1,
    admin_unit.key
from in_force
inner join ancestry on ancestry.unit_id = in_force.admin_unit_id
inner join core.admin_unit on admin_unit.admin_unit_id = in_force.admin_unit_id
left join in_force as parent on parent.admin_unit_id = in_force.parent_id
$$
