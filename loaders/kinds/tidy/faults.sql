-- What is wrong with resolved rows: line, column, value, reason, message.
select
    resolved_figure.line,
    case resolved_figure.fault
        when 'missing'
            then
                case
                    when resolved_figure.period_end is null then 'period_end' else 'period_start'
                end
        when 'wrong_unit' then 'unit'
        when 'wrong_period' then 'period_end'
        else 'printed'
    end,
    case resolved_figure.fault
        when 'missing' then null
        when 'wrong_unit' then resolved_figure.unit
        when 'wrong_period' then cast(resolved_figure.period_end as text)
        else resolved_figure.printed
    end,
    resolved_figure.fault,
    case resolved_figure.fault
        when 'missing' then 'the period must have a first and a last day'
        when 'wrong_unit'
            then
                format(
                    '%s cannot be converted to %s, the unit of %s',
                    resolved_figure.unit, indicator.unit_code, indicator.code
                )
        when 'wrong_period'
            then
                case
                    when resolved_figure.period_start > resolved_figure.period_end
                        then 'the period ends before it starts, on ' || resolved_figure.period_start
                    else
                        format(
                            'a figure of basis %s is of one day, not of %s to %s',
                            resolved_figure.basis,
                            resolved_figure.period_start,
                            resolved_figure.period_end
                        )
                end
        else
            format(
                '%s %s is not between %s and %s, the bounds of %s',
                trim_scale(resolved_figure.value), indicator.unit_code,
                coalesce(cast(indicator.low as text), 'no bound'),
                coalesce(cast(indicator.high as text), 'no bound'), indicator.code
            )
    end
from resolved_figure
inner join core.indicator on indicator.indicator_id = resolved_figure.indicator_id
where resolved_figure.fault is not null
order by 1, 2
