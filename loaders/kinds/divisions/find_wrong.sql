-- The staged units that cannot be added: line, column, value, reason, message. A unit that is known
-- under the same name in the same parent is not among them.
with listed as (
    select
        line,
        code,
        name,
        to_jsonb(staged) ->> :parent as parent_code,
        case :level when 'township' then 9 else 12 end as digits
    from staged
),

placed as (
    select
        listed.*,
        parent.admin_unit_id as parent_id,
        row_number() over (partition by listed.code order by listed.line) as occurrence
    from listed
    left join core.admin_unit_version as parent
        on parent.code = listed.parent_code and parent.valid @> cast(:day as date)
)

select
    line,
    'code',
    code,
    'ill_formed',
    concat_ws(' ', code, 'is not a code of', digits, 'digits')
from placed
where code is null or code !~ '^[0-9]+$' or length(code) <> digits
union all
select
    line,
    'name',
    name,
    'missing',
    'name must not be empty'
from placed
where name is null
union all
select
    line,
    'code',
    code,
    'duplicate',
    code || ' is the code of an earlier line too'
from placed
where occurrence > 1
union all
select
    line,
    :parent,
    parent_code,
    'unknown_code',
    concat_ws(
        ' ',
        parent_code,
        'is not the code of an administrative unit in force on',
        cast(:day as date)
    )
from placed
where parent_id is null
union all
select
    placed.line,
    'code',
    placed.code,
    'known_otherwise',
    format('%s is known as %s (%s)', placed.code, known.name, known.valid)
from placed
inner join core.admin_unit_version as known
    on known.code = placed.code and known.valid && daterange(cast(:day as date), null)
where
    not (
        known.valid @> cast(:day as date)
        and known.name = placed.name
        and known.parent_id is not distinct from placed.parent_id
    )
union all
select
    placed.line,
    'code',
    placed.code,
    'known_otherwise',
    placed.code || ' is the key of a unit that had another code, or none, on that day'
from placed
inner join core.admin_unit on admin_unit.key = placed.code
where
    not exists (
        select from core.admin_unit_version as known
        where known.code = placed.code and known.valid && daterange(cast(:day as date), null)
    )
order by 1, 2
