-- Which administrative unit or set a code means on which days: the unit that had the code then, and
-- before the first or after the last such unit that one. A date that is null does not limit it.
create temp table code_bearer on commit drop as
with bearer as (
    select
        admin_unit_version.code,
        admin_unit_version.admin_unit_id,
        admin_unit_version.valid,
        lag(admin_unit_version.code) over in_time is null as is_first,
        lead(lower(admin_unit_version.valid)) over in_time as until
    from core.admin_unit_version
    window in_time as (
        partition by admin_unit_version.code order by lower(admin_unit_version.valid)
    )
)

select
    bearer.code,
    bearer.admin_unit_id,
    case when not bearer.is_first then lower(bearer.valid) end as since,
    bearer.until
from bearer
union all
select
    admin_unit.key,
    admin_unit.admin_unit_id,
    null,
    null
from core.admin_unit
where admin_unit.kind = 'set'
