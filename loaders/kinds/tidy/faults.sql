-- What is wrong with resolved rows: line, column, value, reason, message.
select
    resolved.line,
    case resolved.fault
        when
            'missing'
            then case when resolved.period_end is null then 'period_end' else 'period_start' end
        when 'wrong_unit' then 'unit'
        when 'wrong_period' then 'period_end'
        else 'printed'
    end,
    case resolved.fault
        when 'missing' then null
        when 'wrong_unit' then resolved.unit
        when 'wrong_period' then cast(resolved.period_end as text)
        else resolved.printed
    end,
    resolved.fault,
    case resolved.fault
        when 'missing' then 'the period must have a first and a last day'
        when 'wrong_unit'
            then
                format(
                    '%s cannot be converted to %s, the unit of %s',
                    resolved.unit, indicator.unit_code, indicator.code
                )
        when 'wrong_period'
            then
                format(
                    'a period that is %s from %s to %s',
                    resolved.basis, resolved.period_start, resolved.period_end
                )
        else
            format(
                '%s %s is not between %s and %s, the bounds of %s',
                trim_scale(resolved.value), indicator.unit_code,
                coalesce(cast(indicator.low as text), 'none'),
                coalesce(cast(indicator.high as text), 'none'), indicator.code
            )
    end
from resolved
inner join core.indicator on indicator.indicator_id = resolved.indicator_id
where resolved.fault is not null
order by 1, 2
