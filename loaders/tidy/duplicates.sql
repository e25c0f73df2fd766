-- The rows that report a cell which an earlier row reports: line, column, value, reason, message.
select
    repeated.line,
    'indicator',
    repeated.printed,
    'duplicate',
    'the same indicator, area, breakdown and period as on line ' || repeated.first_line
from (
    select
        resolved.line,
        resolved.printed,
        first_value(resolved.line) over cell as first_line
    from resolved
    window cell as (
        partition by
            resolved.indicator_id, resolved.admin_unit_id, resolved.breakdown_id,
            resolved.period_start, resolved.period_end, resolved.basis,
            -- Removed lines of the version before have negative numbers.
            resolved.line < 0
        order by resolved.line
    )
) as repeated
where repeated.line <> repeated.first_line
order by 1, 2
