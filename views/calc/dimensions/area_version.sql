-- 行政单位的各个版本 / The administrative units over time: each code, name, level and parent with the
-- days it was in force. One row per version of a unit.
create view calc.area_version as
select
    admin_unit_version.admin_unit_id,
    (
        select admin_unit.key
        from core.admin_unit
        where admin_unit.admin_unit_id = admin_unit_version.admin_unit_id
    ) as unit_key,
    admin_unit_version.code as area_code,
    admin_unit_version.name as area_name,
    admin_unit_version.name_en as area_name_en,
    admin_unit_version.level as area_level,
    admin_unit_version.parent_id,
    lower(admin_unit_version.valid) as valid_from,
    admin_unit_version.precision as valid_from_precision,
    -- inclusive, like every last day in mart
    upper(admin_unit_version.valid) - 1 as valid_to,
    admin_unit_version.valid,
    admin_unit_version.iso_3166_2
from core.admin_unit_version
