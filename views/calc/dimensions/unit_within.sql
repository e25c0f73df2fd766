-- 行政单位在各时期所在的单位 / In which unit every unit lay, from when to when (exclusive): itself (same),
-- the one right above it (parent), if that counts it in, and its province; a province lies in no
-- province.
-- One row per unit, kind of unit and unbroken time.
-- Key: admin_unit_id.
create table calc.unit_within as
with version as (
    select
        admin_unit_id,
        parent_id,
        area_level,
        valid
    from calc.area_version
),

above as (
    select
        unit.admin_unit_id,
        ancestor.level,
        ancestor.unit_id,
        ancestor.valid
    from version as unit
    left join version as first
        on first.admin_unit_id = unit.parent_id and first.valid && unit.valid
    left join version as second
        on
            second.admin_unit_id = first.parent_id
            and second.valid && (first.valid * unit.valid)
    left join version as third
        on
            third.admin_unit_id = second.parent_id
            and third.valid && (second.valid * first.valid * unit.valid)
    cross join lateral (
        values
        (first.area_level, unit.parent_id, unit.valid * first.valid),
        (second.area_level, first.parent_id, unit.valid * first.valid * second.valid),
        (
            third.area_level,
            second.parent_id,
            unit.valid * first.valid * second.valid * third.valid
        )
    ) as ancestor (level, unit_id, valid)
),

within as (
    select
        admin_unit_id,
        'same' as relation,
        admin_unit_id as unit_id,
        cast('(,)' as daterange) as valid
    from core.area_label
    union all
    select
        admin_unit_id,
        'parent',
        parent_id,
        valid
    from version
    where
        parent_id is not null
        and not exists (
            select from calc.area_apart
            where
                area_apart.admin_unit_id = version.admin_unit_id
                and area_apart.within_id = version.parent_id
        )
    union all
    select
        admin_unit_id,
        'province',
        unit_id,
        valid
    from above
    where level = 'province'
)

select distinct
    admin_unit_id,
    relation,
    unit_id,
    coalesce(lower(valid), '-infinity') as since,
    coalesce(upper(valid), 'infinity') as until
from within;

create index unit_within_key on calc.unit_within (admin_unit_id, relation, unit_id);

create index unit_within_unit_id_idx on calc.unit_within (unit_id, relation)
