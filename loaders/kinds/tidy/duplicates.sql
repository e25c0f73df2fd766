-- The rows that report a cell which another row reports too: line, column, value, reason, message.
-- The row with the narrowest interval is not among them. A figure that is stated again in another
-- unit (a standard per month and per year) is restated, which is not a fault, where the intervals
-- meet; in the same unit the reason is ``:agreeing``.
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
        line,
        printed,
        first_value(line) over cell as first_line,
        first_value(locator) over cell as first_locator,
        unit <> first_value(unit) over cell as is_restated,
        coalesce(low <= first_value(high) over cell, true)
        and coalesce(high >= first_value(low) over cell, true) as agrees
    from resolved_figure
    window cell as (
        partition by
            indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis,
            -- Removed lines of the version before have negative numbers.
            line < 0
        order by high - low nulls last, line
    )
) as repeated
where repeated.line <> repeated.first_line
order by 1, 2
