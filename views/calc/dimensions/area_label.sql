-- 每个地区（含已撤销单位和单位集合）的最新代码和名称 / The latest code and name of every area,
-- abolished units and sets included. One row per administrative unit or set.
create view calc.area_label as
select
    admin_unit_id,
    area_code,
    area_name,
    area_name_en,
    area_level,
    parent_id,
    cast(row(area_code, area_name, area_name_en, area_level) as calc.area_naming) as naming
from core.area_label
