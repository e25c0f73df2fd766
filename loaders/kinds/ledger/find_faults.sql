-- What is wrong with the resolved rows: line, column, value, reason, message.
select
    line,
    place.field,
    place.code,
    'unknown_code',
    place.code || ' is not the code of an administrative unit or set'
from resolved_mention
cross join
    lateral (
        values ('area', area, admin_unit_id), ('base_area', base_area, base_admin_unit_id)
    ) as place (field, code, admin_unit_id)
where place.code is not null and place.admin_unit_id is null
union all
select
    line,
    'unit',
    unit,
    'wrong_unit',
    case disposition
        when 'observation'
            then
                format(
                    '%s cannot be converted to %s, the unit of %s',
                    unit, indicator_unit, indicator
                )
        else format('a %s is not stated in %s', kind, unit)
    end
from resolved_mention
where
    case
        when disposition = 'observation' then printed_dimension <> indicator_dimension
        when disposition <> 'comparison' then false
        when kind in ('growth', 'share') then unit not in ('percent', 'per-thousand')
        when kind = 'multiple' then unit <> 'multiple'
        else printed_dimension not in ('ratio', indicator_dimension)
    end
union all
select
    line,
    'printed',
    printed,
    'wrong_unit',
    format('%s is printed in %s, which is not a form of %s', printed, figure_unit, unit)
from resolved_mention
where figure_unit <> '' and figure_unit <> all(printed_forms)
union all
select
    line,
    'value',
    cast(stated as text),
    'differs_from_print',
    format(
        '%s is printed, which is %s %s, not %s',
        printed, value,
        case disposition when 'observation' then indicator_unit else unit end, stated
    )
from resolved_mention
where round(stated, 6) <> round(value, 6)
union all
select
    line,
    'value',
    cast(value as text),
    'out_of_bounds',
    format(
        '%s %s is not between %s and %s, the bounds of %s',
        value, indicator_unit, coalesce(cast(lowest as text), 'no bound'),
        coalesce(cast(highest as text), 'no bound'), indicator
    )
from resolved_mention
where disposition = 'observation' and (value < lowest or value > highest)
union all
select
    line,
    period.field,
    cast(period.last_day as text),
    'wrong_period',
    case
        when period.first_day > period.last_day
            then format('the %s ends before it starts, on %s', period.name, period.first_day)
        else
            format(
                'a %s of basis %s is of one day, not of %s to %s',
                period.thing, period.basis, period.first_day, period.last_day
            )
    end
from resolved_mention
cross join
    lateral (
        values
        ('period_end', 'period', 'figure', basis, period_start, period_end),
        ('base_period_end', 'base period', 'base', base_basis, base_period_start, base_period_end)
    ) as period (field, name, thing, basis, first_day, last_day)
where
    period.first_day > period.last_day
    or (period.basis in ('point', 'effective') and period.first_day <> period.last_day)
union all
select
    first_one.line,
    'locator',
    first_one.locator,
    'overlap',
    format('%s overlaps %s on line %s', first_one.locator, other.locator, other.line)
from resolved_mention as first_one
inner join resolved_mention as other
    on
        first_one.line <> other.line
        and first_one.char_start < other.char_end
        and other.char_start < first_one.char_end
union all
select
    repeated.line,
    'same_as',
    repeated.same_as,
    'no_first_print',
    format('%s is not the locator of another %s', repeated.same_as, repeated.disposition)
from resolved_mention as repeated
where
    repeated.same_as is not null
    and not exists (
        select
        from resolved_mention as first_print
        where
            first_print.locator = repeated.same_as
            and first_print.same_as is null
            and first_print.disposition = repeated.disposition
    )
order by 1, 2
