-- The rows that report a cell which another row reports too: line, column, value, reason, message.
-- The row with the narrowest interval is not among them. A figure that is stated again in another
-- unit (a standard a month and a year) says the same where the intervals meet, and is no fault;
-- in the same unit it is what ``:agreeing`` says.
select
    repeated.line,
    'indicator',
    repeated.printed,
    case
        when not repeated.agrees then 'duplicate'
        when repeated.is_restated then 'restated'
        else :agreeing
    end,
    'the same indicator, area, breakdown and period as '
    || case
        when repeated.first_locator like '%cell=%' then 'at ' || repeated.first_locator
        else 'on line ' || repeated.first_line
    end
from (
    select
        resolved.line,
        resolved.printed,
        first_value(resolved.line) over cell as first_line,
        first_value(resolved.locator) over cell as first_locator,
        resolved.unit <> first_value(resolved.unit) over cell as is_restated,
        coalesce(resolved.low <= first_value(resolved.high) over cell, true)
        and coalesce(resolved.high >= first_value(resolved.low) over cell, true) as agrees
    from resolved
    window cell as (
        partition by
            resolved.indicator_id, resolved.admin_unit_id, resolved.breakdown_id,
            resolved.period_start, resolved.period_end, resolved.basis,
            -- Removed lines of the version before have negative numbers.
            resolved.line < 0
        order by resolved.high - resolved.low nulls last, resolved.line
    )
) as repeated
where repeated.line <> repeated.first_line
order by 1, 2
