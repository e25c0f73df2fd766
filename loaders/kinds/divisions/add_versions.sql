-- Code, name and parent of the new units. The list has no English names: it is the Chinese one.
insert into core.admin_unit_version (
    admin_unit_id, code, name, name_en, level, parent_id, valid, precision
)
select
    admin_unit.admin_unit_id,
    staged.code,
    staged.name,
    staged.name,
    :level,
    parent.admin_unit_id,
    daterange(cast(:day as date), null),
    'day'
from staged
inner join core.admin_unit on admin_unit.key = staged.code
inner join core.admin_unit_version as parent
    on
        parent.code = to_jsonb(staged) ->> :parent
        and parent.valid @> cast(:day as date)
where
    not exists (
        select from core.admin_unit_version as known
        where known.admin_unit_id = admin_unit.admin_unit_id
    )
order by staged.code
