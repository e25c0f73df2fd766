-- 统计单列的地区 / The units that a unit above leaves out of what it reports: of the nation, Hong Kong,
-- Macao and Taiwan. One row per unit, and unit that leaves it out.
create view calc.area_apart as
select
    member.admin_unit_id,
    area.within_id
from core.admin_unit_set as area
inner join core.admin_unit_set_member as member on member.set_id = area.admin_unit_id
where area.is_apart
