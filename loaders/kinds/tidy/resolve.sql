-- The staged rows with the keys of what they name and the figure in the indicator's unit. A row
-- whose indicator, area, breakdown or unit is not known is not among them; one whose figure cannot
-- be read has no value; fault is what else is wrong with it.
create temp table resolved on commit drop as
-- Each indicator in each unit that a row may write for it; '' for its own.
with measure as materialized (
    select
        indicator.indicator_id,
        indicator.code as indicator,
        indicator.low,
        indicator.high,
        written.unit as written,
        printed_unit.code as unit,
        case
            when printed_unit.code <> indicator_unit.code
                then
                    printed_unit.factor_numerator * indicator_unit.factor_denominator
                    / (printed_unit.factor_denominator * indicator_unit.factor_numerator)
        end as factor,
        printed_unit.dimension <> indicator_unit.dimension as wrong_unit
    from core.indicator
    inner join core.unit as indicator_unit on indicator_unit.code = indicator.unit_code
    cross join core.unit as printed_unit
    cross join lateral (values (printed_unit.code), ('')) as written (unit)
    where written.unit <> '' or printed_unit.code = indicator.unit_code
),

named as (
    select
        staged.line,
        staged.printed,
        staged.carried,
        staged.period_note,
        staged.note,
        measure.indicator_id,
        measure.low as lowest,
        measure.high as highest,
        measure.unit,
        measure.factor,
        measure.wrong_unit,
        area.admin_unit_id,
        breakdown.breakdown_id,
        cast(staged.period_start as date) as period_start,
        cast(staged.period_end as date) as period_end,
        staged.basis,
        coalesce(staged.status, 'A') as status,
        coalesce(staged.locator, 'row=' || staged.line) as locator,
        case
            when staged.carried is null and staged.printed ~ '^[0-9]+([.][0-9]+)?$'
                then cast(staged.printed as numeric)
        end as plain,
        special.value as special_value,
        special.low as special_low,
        special.high as special_high,
        coalesce(special.qualifier, 'exact') as qualifier
    from staged
    inner join measure
        on
            measure.indicator = staged.indicator
            and measure.written = coalesce(staged.unit, '')
    inner join core.breakdown on breakdown.key = coalesce(staged.breakdown, 'total')
    inner join area
        on
            area.code = staged.area
            and (area.since is null or area.since <= cast(staged.period_end as date))
            and (area.until is null or area.until > cast(staged.period_end as date))
    left join special
        on
            special.printed = staged.printed
            and special.carried is not distinct from staged.carried
    -- Keeps the planner from reading each figure anew wherever it is used.
    offset 0 -- noqa: AM09
),

read as (
    select
        named.*,
        coalesce(plain, special_value) as figure,
        case
            when scale(plain) > 0 then trim_scale(plain - power(0.1, scale(plain)) / 2)
            else coalesce(plain, special_low)
        end as figure_low,
        case
            when scale(plain) > 0 then trim_scale(plain + power(0.1, scale(plain)) / 2)
            else coalesce(plain, special_high)
        end as figure_high
    from named
),

measured as (
    select
        read.*,
        case when factor is null then figure else trim_scale(figure * factor) end as value,
        case when factor is null then figure_low else trim_scale(figure_low * factor) end as low,
        case when factor is null then figure_high else trim_scale(figure_high * factor) end as high
    from read
)

select
    line,
    indicator_id,
    admin_unit_id,
    breakdown_id,
    period_start,
    period_end,
    coalesce(basis, case when period_start = period_end then 'point' else 'during' end) as basis,
    value,
    low,
    high,
    qualifier,
    status,
    unit,
    printed,
    carried,
    locator,
    period_note,
    note,
    case
        when period_start is null or period_end is null then 'missing'
        when wrong_unit then 'wrong_unit'
        when period_start > period_end then 'wrong_period'
        when basis in ('point', 'effective') and period_start <> period_end then 'wrong_period'
        when value < lowest or value > highest then 'out_of_bounds'
    end as fault
from measured
