-- 每个地区(含已撤销单位和单位集合)的最新代码和名称 / The latest code and name of every area,
-- abolished units and sets included. One row per administrative unit or set.
create view mart.area_label as
select
    latest.admin_unit_id,
    latest.code as area_code,
    latest.name as area_name,
    latest.name_en as area_name_en,
    latest.level as area_level,
    latest.parent_id
from core.admin_unit_version as latest
where
    not exists (
        select
        from core.admin_unit_version as later
        where
            later.admin_unit_id = latest.admin_unit_id
            and lower(later.valid) > lower(latest.valid)
    )
union all
select
    admin_unit_set.admin_unit_id,
    admin_unit.key,
    admin_unit_set.name,
    admin_unit_set.name_en,
    'set',
    admin_unit_set.within_id
from core.admin_unit_set
inner join core.admin_unit on admin_unit.admin_unit_id = admin_unit_set.admin_unit_id
