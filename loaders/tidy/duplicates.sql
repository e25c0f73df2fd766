-- The rows that report a cell which another row reports too: line, column, value, reason, message.
-- The row with the narrowest interval is not among them. A figure that is stated again in another
-- unit (a standard a month and a year) says the same where the intervals meet, and is no fault.
select
    repeated.line,
    'indicator',
    repeated.printed,
    case when repeated.is_restated then 'restated' else 'duplicate' end,
    case
        when repeated.is_restated then 'the figure of line ' || first_line || ' in another unit'
        else 'the same indicator, area, breakdown and period as on line ' || first_line
    end
from (
    select
        resolved.line,
        resolved.printed,
        first_value(resolved.line) over cell as first_line,
        resolved.unit <> first_value(resolved.unit) over cell
        and resolved.low <= first_value(resolved.high) over cell
        and resolved.high >= first_value(resolved.low) over cell as is_restated
    from resolved
    window cell as (
        partition by
            resolved.indicator_id, resolved.admin_unit_id, resolved.breakdown_id,
            resolved.period_start, resolved.period_end, resolved.basis,
            -- Removed lines of the version before have negative numbers.
            resolved.line < 0
        order by resolved.high - resolved.low, resolved.line
    )
) as repeated
where repeated.line <> repeated.first_line
order by 1, 2
