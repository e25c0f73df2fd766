-- The staged rows with the keys of what they name, and the figure in the indicator's unit. A
-- comparison keeps the figure as stated: a percentage has no indicator's unit.
create temp table resolved_mention on commit drop as
with named as (
    select
        staged.*,
        indicator.indicator_id,
        indicator.unit_code as indicator_unit,
        indicator.low as lowest,
        indicator.high as highest,
        base_indicator.indicator_id as base_indicator_id,
        printed_unit.dimension as printed_dimension,
        printed_unit.printed as printed_forms,
        indicator_unit.dimension as indicator_dimension,
        calc.admin_unit_of(staged.area, cast(staged.period_end as date)) as admin_unit_id,
        calc.admin_unit_of(staged.base_area, cast(staged.base_period_end as date))
            as base_admin_unit_id,
        case staged.disposition
            when 'observation'
                then
                    printed_unit.factor_numerator * indicator_unit.factor_denominator
                    / (printed_unit.factor_denominator * indicator_unit.factor_numerator)
            else 1
        end as factor
    from staged
    left join core.indicator on indicator.code = staged.indicator
    left join core.indicator as base_indicator on base_indicator.code = staged.base_indicator
    left join core.unit as printed_unit on printed_unit.code = staged.unit
    left join core.unit as indicator_unit on indicator_unit.code = indicator.unit_code
)

select
    line,
    locator,
    printed,
    disposition,
    reason,
    same_as,
    char_start,
    char_end,
    indicator,
    indicator_id,
    indicator_unit,
    indicator_dimension,
    lowest,
    highest,
    area,
    admin_unit_id,
    breakdown,
    cast(period_start as date) as period_start,
    cast(period_end as date) as period_end,
    basis,
    unit,
    printed_dimension,
    printed_forms,
    carried,
    kind,
    base_indicator_id,
    base_area,
    base_admin_unit_id,
    base_breakdown,
    cast(base_period_start as date) as base_period_start,
    cast(base_period_end as date) as base_period_end,
    base_basis,
    period_note,
    note,
    cast(value as numeric) as stated,
    trim_scale(figure_value * factor) as value,
    trim_scale(figure_low * factor) as low,
    trim_scale(figure_high * factor) as high,
    figure_qualifier as qualifier,
    figure_unit
from named
