-- 某日的上级单位 / The unit in which a unit lay on a day: the one right above it (parent), or its
-- province. Null where there is none: a province lies in no province.
create function mart.unit_above(admin_unit_id int, which text, day date)
returns int
language sql stable
as $$
with recursive above as (
    select
        version.parent_id as unit_id,
        1 as steps
    from core.admin_unit_version as version
    where version.admin_unit_id = $1 and version.valid @> $3
    union all
    select
        version.parent_id,
        above.steps + 1
    from above
    inner join core.admin_unit_version as version
        on version.admin_unit_id = above.unit_id and version.valid @> $3
    where $2 <> 'parent'
)

select above.unit_id
from above
where
    $2 = 'parent'
    or exists (
        select from core.admin_unit_version as version
        where
            version.admin_unit_id = above.unit_id and version.valid @> $3 and version.level = $2
    )
order by above.steps
limit 1
$$
