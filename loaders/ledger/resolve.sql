-- The staged rows with the keys of what they name, and the figure in the indicator's unit.
create temp table resolved on commit drop as
select
    staged.line,
    staged.locator,
    staged.printed,
    staged.disposition,
    staged.reason,
    staged.same_as,
    staged.char_start,
    staged.char_end,
    staged.indicator,
    staged.unit,
    staged.kind,
    staged.carried,
    staged.basis,
    staged.base_basis,
    staged.period_note,
    staged.note,
    staged.area,
    staged.base_area,
    staged.breakdown,
    staged.base_breakdown,
    staged.figure_qualifier as qualifier,
    staged.figure_unit,
    cast(staged.value as numeric) as stated,
    cast(staged.period_start as date) as period_start,
    cast(staged.period_end as date) as period_end,
    cast(staged.base_period_start as date) as base_period_start,
    cast(staged.base_period_end as date) as base_period_end,
    indicator.indicator_id,
    indicator.unit_code as indicator_unit,
    indicator.low as lowest,
    indicator.high as highest,
    base_indicator.indicator_id as base_indicator_id,
    printed_unit.dimension as printed_dimension,
    printed_unit.printed as printed_forms,
    indicator_unit.dimension as indicator_dimension,
    area.admin_unit_id,
    base_area.admin_unit_id as base_admin_unit_id,
    trim_scale(staged.figure_value * conversion.factor) as value,
    trim_scale(staged.figure_low * conversion.factor) as low,
    trim_scale(staged.figure_high * conversion.factor) as high
from staged
left join core.indicator on indicator.code = staged.indicator
left join core.indicator as base_indicator on base_indicator.code = staged.base_indicator
left join core.unit as printed_unit on printed_unit.code = staged.unit
left join core.unit as indicator_unit on indicator_unit.code = indicator.unit_code
-- A comparison keeps the figure as stated: a percentage has no indicator's unit.
cross join lateral (
    select
        case
            when staged.disposition = 'observation' then
                printed_unit.factor_numerator * indicator_unit.factor_denominator
                / (printed_unit.factor_denominator * indicator_unit.factor_numerator)
            else 1
        end as factor
) as conversion
-- A code means the unit that bore it in the period, else the one that bore it last.
left join lateral (
    select candidate.admin_unit_id
    from (
        select
            admin_unit_version.admin_unit_id,
            admin_unit_version.valid @> cast(staged.period_end as date) as in_force,
            lower(admin_unit_version.valid) as since
        from core.admin_unit_version
        where admin_unit_version.code = staged.area
        union all
        select
            admin_unit.admin_unit_id,
            true,
            null
        from core.admin_unit
        where admin_unit.key = staged.area and admin_unit.kind = 'set'
    ) as candidate
    order by candidate.in_force desc, candidate.since desc
    limit 1
) as area on true
left join lateral (
    select candidate.admin_unit_id
    from (
        select
            admin_unit_version.admin_unit_id,
            admin_unit_version.valid @> cast(staged.base_period_end as date) as in_force,
            lower(admin_unit_version.valid) as since
        from core.admin_unit_version
        where admin_unit_version.code = staged.base_area
        union all
        select
            admin_unit.admin_unit_id,
            true,
            null
        from core.admin_unit
        where admin_unit.key = staged.base_area and admin_unit.kind = 'set'
    ) as candidate
    order by candidate.in_force desc, candidate.since desc
    limit 1
) as base_area on true
