-- The staged rows with the keys of what they name and the figure in the indicator's unit. A row
-- whose indicator, area, breakdown or unit is not known is not among them. One whose figure is
-- not a plain number has no value unless parsed_form has it; fault is what else is wrong with it.
create temp table resolved_figure on commit drop as
-- Each indicator in each unit that rows write for it; '' for its own.
with used as materialized (
    select distinct
        indicator,
        coalesce(unit, '') as written
    from staged
),

measure as materialized (
    select
        indicator.indicator_id,
        indicator.code as indicator,
        indicator.low,
        indicator.high,
        used.written,
        printed_unit.code as unit,
        case
            when printed_unit.code <> indicator_unit.code
                then
                    printed_unit.factor_numerator * indicator_unit.factor_denominator
                    / (printed_unit.factor_denominator * indicator_unit.factor_numerator)
        end as factor,
        printed_unit.dimension <> indicator_unit.dimension as wrong_unit
    from used
    inner join core.indicator on indicator.code = used.indicator
    inner join core.unit as indicator_unit on indicator_unit.code = indicator.unit_code
    inner join core.unit as printed_unit
        on printed_unit.code = coalesce(nullif(used.written, ''), indicator.unit_code)
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
        code_bearer.admin_unit_id,
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
        length(split_part(staged.printed, '.', 2)) as printed_places,
        parsed_form.value as parsed_value,
        parsed_form.low as parsed_low,
        parsed_form.high as parsed_high,
        coalesce(parsed_form.qualifier, 'exact') as qualifier
    from staged
    inner join measure
        on
            measure.indicator = staged.indicator
            and measure.written = coalesce(staged.unit, '')
    inner join core.breakdown on breakdown.key = coalesce(staged.breakdown, 'total')
    inner join code_bearer
        on
            code_bearer.code = staged.area
            and (code_bearer.since is null or code_bearer.since <= cast(staged.period_end as date))
            and (code_bearer.until is null or code_bearer.until > cast(staged.period_end as date))
    left join parsed_form
        on
            parsed_form.printed = staged.printed
            and parsed_form.carried is not distinct from staged.carried
    -- Keeps the planner from merging this into the steps below, which would match and cast the
    -- printed figure again wherever they use it.
    offset 0 -- noqa: AM09
),

meant as (
    select
        named.*,
        -- The decimals that mean something, as in printed.py: what follows twelve digits is
        -- arithmetic.
        case
            when plain is null then null
            when
                printed_places > 2
                and abs(plain) >= power(cast(10 as numeric), 12 - printed_places)
                then greatest(2, 11 - cast(floor(log(abs(plain))) as int))
            else printed_places
        end as places
    from named
),

read as (
    select
        meant.*,
        coalesce(plain, parsed_value) as figure,
        case
            when places > 0 then trim_scale(plain - power(0.1, places) / 2)
            else coalesce(plain, parsed_low)
        end as figure_low,
        case
            when places > 0 then trim_scale(plain + power(0.1, places) / 2)
            else coalesce(plain, parsed_high)
        end as figure_high
    from meant
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
