-- 来源陈述的比较与可计算的结果 / A growth, difference, multiple or share that a source states, beside
-- what the accepted values give, and the base value that it implies. The value spoken of is the
-- one of the same source, else the accepted one; the base that of its day, else of one up to 31
-- days off (base_day). contradicted: the intervals cannot meet; no_base: one of the two values is
-- not known. One row per stated comparison.
create view mart.comparison_check as
select
    comparison.comparison_id,
    source.code as source_code,
    comparison.locator,
    comparison.printed,
    comparison.kind,
    indicator.code as indicator_code,
    indicator.name as indicator_name,
    indicator.name_en as indicator_name_en,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    breakdown.key as breakdown,
    comparison.period_start,
    comparison.period_end,
    comparison.basis,
    base_indicator.code as base_indicator_code,
    base_area.area_code as base_area_code,
    base_breakdown.key as base_breakdown,
    comparison.base_period_start,
    comparison.base_period_end,
    comparison.value as stated,
    comparison.low as stated_low,
    comparison.high as stated_high,
    comparison.unit_code as stated_unit,
    result.subject_value,
    result.base_value,
    result.base_day,
    indicator.unit_code as unit,
    result.printed_unit,
    comparison.period_note,
    comparison.note,
    result.computed,
    result.computed_low,
    result.computed_high,
    result.verdict,
    trim_scale(round(result.implied_base, 6)) as implied_base,
    result.implied_base_low,
    result.implied_base_high,
    trim_scale(
        round(
            result.implied_base
            * unit.factor_numerator * printed_unit.factor_denominator
            / (unit.factor_denominator * printed_unit.factor_numerator),
            6
        )
    ) as implied_base_as_printed
from core.comparison
inner join calc.comparison_result as result using (comparison_id)
inner join core.source using (source_id)
inner join core.indicator using (indicator_id)
inner join core.breakdown using (breakdown_id)
inner join calc.area_label using (admin_unit_id)
inner join core.indicator as base_indicator
    on base_indicator.indicator_id = comparison.base_indicator_id
inner join core.breakdown as base_breakdown
    on base_breakdown.breakdown_id = comparison.base_breakdown_id
inner join calc.area_label as base_area
    on base_area.admin_unit_id = comparison.base_admin_unit_id
inner join core.unit on unit.code = indicator.unit_code
left join core.unit as printed_unit on printed_unit.code = result.printed_unit
