-- 来源陈述的比较与可计算的结果 / A growth, difference, multiple or share that a source states, beside
-- what the accepted values give, and the base value that it implies. The value spoken of is the
-- one of the same source, else the accepted one. contradicted: the intervals cannot meet; no_base:
-- one of the two values is not known. One row per stated comparison.
create view mart.comparison_check as
with subject as (
    select distinct on (comparison.comparison_id)
        comparison.comparison_id,
        observation.value,
        observation.unit_code,
        calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
            as low,
        calc.calc_bound(
            indicator.kind, observation.qualifier, observation.value, observation.high
        ) as high
    from core.comparison
    inner join core.indicator on indicator.indicator_id = comparison.indicator_id
    inner join core.observation
        on
            observation.indicator_id = comparison.indicator_id
            and observation.admin_unit_id = comparison.admin_unit_id
            and observation.breakdown_id = comparison.breakdown_id
            and observation.period_start = comparison.period_start
            and observation.period_end = comparison.period_end
            and observation.basis = comparison.basis
            and observation.withdrawn_at is null
            and (observation.accepted or observation.source_id = comparison.source_id)
    order by
        comparison.comparison_id asc,
        observation.source_id = comparison.source_id desc,
        observation.accepted desc,
        observation.observation_id asc
),

stated as (
    select
        comparison.comparison_id,
        comparison.kind,
        comparison.locator,
        comparison.printed,
        comparison.period_start,
        comparison.period_end,
        comparison.basis,
        comparison.base_period_start,
        comparison.base_period_end,
        comparison.value as stated,
        comparison.low as stated_low,
        comparison.high as stated_high,
        comparison.unit_code as stated_unit,
        comparison.period_note,
        comparison.note,
        source.code as source_code,
        indicator.code as indicator_code,
        indicator.name as indicator_name,
        indicator.name_en as indicator_name_en,
        indicator.unit_code as unit,
        area_label.area_code,
        area_label.area_name,
        area_label.area_name_en,
        breakdown.key as breakdown,
        base_indicator.code as base_indicator_code,
        base_area.area_code as base_area_code,
        base_breakdown.key as base_breakdown,
        subject.value as subject_value,
        subject.low as subject_low,
        subject.high as subject_high,
        subject.unit_code as printed_unit,
        base.value as base_value,
        base.calc_low as base_low,
        base.calc_high as base_high,
        indicator_unit.factor_numerator * subject_unit.factor_denominator
        / (indicator_unit.factor_denominator * subject_unit.factor_numerator) as to_printed
    from core.comparison
    inner join core.source on source.source_id = comparison.source_id
    inner join core.indicator on indicator.indicator_id = comparison.indicator_id
    inner join core.unit as indicator_unit on indicator_unit.code = indicator.unit_code
    inner join core.breakdown on breakdown.breakdown_id = comparison.breakdown_id
    inner join calc.area_label on area_label.admin_unit_id = comparison.admin_unit_id
    inner join core.indicator as base_indicator
        on base_indicator.indicator_id = comparison.base_indicator_id
    inner join core.breakdown as base_breakdown
        on base_breakdown.breakdown_id = comparison.base_breakdown_id
    inner join calc.area_label as base_area
        on base_area.admin_unit_id = comparison.base_admin_unit_id
    left join subject on subject.comparison_id = comparison.comparison_id
    left join core.unit as subject_unit on subject_unit.code = subject.unit_code
    left join mart.value as base
        on
            base.indicator_code = base_indicator.code
            and base.area_code = base_area.area_code
            and base.breakdown = base_breakdown.key
            and base.period_start = comparison.base_period_start
            and base.period_end = comparison.base_period_end
            and base.basis = comparison.base_basis
    where comparison.withdrawn_at is null
),

computed as (
    select
        stated.*,
        calc.compared(kind, subject_value, base_value) as computed,
        calc.compared(kind, subject_low, base_high) as computed_low,
        calc.compared(kind, subject_high, base_low) as computed_high,
        calc.implied_base(kind, subject_value, stated) as implied_base,
        calc.implied_base(kind, subject_low, stated_high) as implied_base_low,
        calc.implied_base(kind, subject_high, stated_low) as implied_base_high
    from stated
)

select
    comparison_id,
    source_code,
    locator,
    printed,
    kind,
    indicator_code,
    indicator_name,
    indicator_name_en,
    area_code,
    area_name,
    area_name_en,
    breakdown,
    period_start,
    period_end,
    basis,
    base_indicator_code,
    base_area_code,
    base_breakdown,
    base_period_start,
    base_period_end,
    stated,
    stated_low,
    stated_high,
    stated_unit,
    subject_value,
    base_value,
    unit,
    printed_unit,
    period_note,
    note,
    trim_scale(round(computed, 6)) as computed,
    trim_scale(round(computed_low, 6)) as computed_low,
    trim_scale(round(computed_high, 6)) as computed_high,
    case
        when computed is null then 'no_base'
        when computed_high < stated_low or computed_low > stated_high then 'contradicted'
        else 'confirmed'
    end as verdict,
    trim_scale(round(implied_base, 6)) as implied_base,
    trim_scale(round(implied_base_low, 6)) as implied_base_low,
    trim_scale(round(implied_base_high, 6)) as implied_base_high,
    trim_scale(round(implied_base * to_printed, 6)) as implied_base_as_printed
from computed
