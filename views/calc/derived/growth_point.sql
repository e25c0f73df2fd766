-- 值及其两个基期 / Each value beside the one before it and the earliest one of its series: as kept in
-- core.growth for the indicators for which that is complete, computed for the others.
-- One row per value with a base.
create view calc.growth_point as
select
    indicator.program_code,
    indicator.code as indicator_code,
    indicator.name as indicator_name,
    indicator.name_en as indicator_name_en,
    indicator.kind,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    breakdown.key as breakdown,
    growth.period_start,
    growth.period_end,
    calc.period_label(growth.period_start, growth.period_end, growth.basis) as period_label,
    growth.basis,
    growth.value,
    growth.low,
    growth.high,
    growth.calc_low,
    growth.calc_high,
    indicator.unit_code as unit,
    growth.observation_id,
    growth.previous_id,
    growth.previous_start,
    growth.previous_end,
    growth.previous_basis,
    growth.previous_value,
    growth.previous_low,
    growth.previous_high,
    growth.first_id,
    growth.first_start,
    growth.first_end,
    growth.first_basis,
    growth.first_value,
    growth.first_low,
    growth.first_high
from core.growth
inner join core.indicator
    on indicator.indicator_id = growth.indicator_id and indicator.growth_settled
left join core.breakdown on breakdown.breakdown_id = growth.breakdown_id
left join calc.area_label on area_label.admin_unit_id = growth.admin_unit_id
union all
select
    measured.program_code,
    unsettled.indicator_code,
    measured.name as indicator_name,
    measured.name_en as indicator_name_en,
    measured.kind,
    unsettled.area_code,
    place.area_name,
    place.area_name_en,
    place.area_level,
    breakdown.key as breakdown,
    growth.period_start,
    growth.period_end,
    calc.period_label(growth.period_start, growth.period_end, growth.basis) as period_label,
    growth.basis,
    growth.value,
    growth.low,
    growth.high,
    growth.calc_low,
    growth.calc_high,
    measured.unit_code as unit,
    growth.observation_id,
    growth.previous_id,
    growth.previous_start,
    growth.previous_end,
    growth.previous_basis,
    growth.previous_value,
    growth.previous_low,
    growth.previous_high,
    growth.first_id,
    growth.first_start,
    growth.first_end,
    growth.first_basis,
    growth.first_value,
    growth.first_low,
    growth.first_high
from (
    -- With codes: a condition on them is met before anything is computed.
    select distinct
        indicator.indicator_id,
        indicator.code as indicator_code,
        area_label.admin_unit_id,
        area_label.area_code
    from core.indicator
    inner join core.observation on observation.indicator_id = indicator.indicator_id
    inner join calc.area_label on area_label.admin_unit_id = observation.admin_unit_id
    where not indicator.growth_settled and observation.accepted
) as unsettled
cross join lateral calc.growth_of(unsettled.indicator_id, unsettled.admin_unit_id) as growth
inner join core.indicator as measured on measured.indicator_id = unsettled.indicator_id
left join core.breakdown on breakdown.breakdown_id = growth.breakdown_id
left join calc.area_label as place on place.admin_unit_id = unsettled.admin_unit_id
