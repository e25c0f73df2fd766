-- 代码所指的单位 / The administrative unit that bore a code on a day, else the one that bore it last;
-- the set that has the key. Null for a code that no unit ever bore.
create function mart.admin_unit_of(area_code text, day date)
returns int
language sql stable parallel safe
as $$
with bearer as (
    select
        admin_unit_version.admin_unit_id,
        admin_unit_version.valid @> day as in_force,
        lower(admin_unit_version.valid) as since
    from core.admin_unit_version
    where admin_unit_version.code = area_code
    union all
    select
        admin_unit.admin_unit_id,
        true,
        null
    from core.admin_unit
    where admin_unit.key = area_code and admin_unit.kind = 'set'
)

select bearer.admin_unit_id
from bearer
order by bearer.in_force desc, bearer.since desc
limit 1
$$
