-- 代码所指的单位 / The administrative unit that bore a code on a day, else the one that bore it last;
-- the set that has the key. Null for a code that no unit ever bore.
create function calc.admin_unit_of(area_code text, day date)
returns int
language sql stable parallel safe
as $$
with bearer as (
    select
        area_version.admin_unit_id,
        area_version.valid @> day as in_force,
        area_version.valid_from as since
    from calc.area_version
    where area_version.area_code = $1
    union all
    select
        area_label.admin_unit_id,
        true,
        null
    from calc.area_label
    where area_label.area_code = $1 and area_label.area_level = 'set'
)

select bearer.admin_unit_id
from bearer
order by bearer.in_force desc, bearer.since desc
limit 1
$$
