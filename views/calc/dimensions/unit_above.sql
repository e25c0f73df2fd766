-- 某日的上级单位 / The unit in which a unit lay on a day: the one right above it (parent), or its
-- province. No row where there is none: a province lies in no province. One row at most.
create function calc.unit_above(admin_unit_id int, which text, day date)
returns table (unit_id int)
language sql stable parallel safe
as $$
select
    case
        when $2 = 'parent' or first.area_level = $2 then unit.parent_id
        when second.area_level = $2 then first.parent_id
        when third.area_level = $2 then second.parent_id
        when fourth.area_level = $2 then third.parent_id
    end
from calc.area_version as unit
left join calc.area_version as first
    on first.admin_unit_id = unit.parent_id and first.valid @> $3
left join calc.area_version as second
    on second.admin_unit_id = first.parent_id and second.valid @> $3
left join calc.area_version as third
    on third.admin_unit_id = second.parent_id and third.valid @> $3
left join calc.area_version as fourth
    on fourth.admin_unit_id = third.parent_id and fourth.valid @> $3
where unit.admin_unit_id = $1 and unit.valid @> $3 and $2 in ('parent', 'province')
$$
