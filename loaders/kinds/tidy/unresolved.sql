-- The staged rows that name something unknown: line, column, value, reason, message.
select
    staged.line,
    'indicator',
    staged.indicator,
    'unknown_code',
    coalesce(staged.indicator || ' is not in core.indicator', 'indicator must not be empty')
from staged
where
    staged.indicator is null
    or not exists (
        select from core.indicator
        where indicator.code = staged.indicator
    )
union all
select
    staged.line,
    'area',
    staged.area,
    'unknown_code',
    coalesce(
        staged.area || ' is not the code of an administrative unit or set',
        'area must not be empty'
    )
from staged
where
    staged.area is null or not exists (
        select from code_bearer
        where code_bearer.code = staged.area
    )
union all
select
    staged.line,
    'unit',
    staged.unit,
    'unknown_code',
    staged.unit || ' is not in core.unit'
from staged
where
    staged.unit is not null
    and not exists (
        select from core.unit
        where unit.code = staged.unit
    )
union all
select
    staged.line,
    'basis',
    staged.basis,
    'not_allowed',
    staged.basis || ' is not one of point, during, effective, target'
from staged
where staged.basis not in ('point', 'during', 'effective', 'target')
union all
select
    staged.line,
    'status',
    staged.status,
    'not_allowed',
    staged.status || ' is not an SDMX observation status'
from staged
where staged.status !~ '^[A-QU-W]$'
order by 1, 2
