-- What each number of a text is, as its ledger was loaded.
with stated as (
    select
        mention.char_start,
        mention.disposition,
        mention.reason,
        mention.comparison_id,
        coalesce(mention.observation_id, mention.comparison_id) as statement_id,
        coalesce(observation.indicator_id, comparison.indicator_id) as indicator_id,
        coalesce(observation.admin_unit_id, comparison.admin_unit_id) as admin_unit_id,
        coalesce(observation.breakdown_id, comparison.breakdown_id) as breakdown_id,
        coalesce(observation.period_start, comparison.period_start) as period_start,
        coalesce(observation.period_end, comparison.period_end) as period_end,
        coalesce(observation.basis, comparison.basis) as basis,
        coalesce(observation.value, comparison.value) as value,
        coalesce(observation.low, comparison.low) as low,
        coalesce(observation.high, comparison.high) as high,
        coalesce(observation.qualifier, comparison.qualifier) as qualifier,
        coalesce(observation.unit_code, comparison.unit_code) as unit_code,
        coalesce(observation.carried, comparison.carried) as carried,
        coalesce(observation.period_note, comparison.period_note) as period_note
    from core.mention
    left join core.comparison on comparison.comparison_id = mention.comparison_id
    left join core.observation on observation.observation_id = mention.observation_id
    where mention.source_id = :source_id
)

select
    stated.char_start,
    stated.disposition,
    stated.reason,
    stated.statement_id,
    indicator.code as indicator,
    area.area_code as area,
    breakdown.key as breakdown,
    stated.period_start,
    stated.period_end,
    stated.basis,
    stated.value,
    stated.low,
    stated.high,
    stated.qualifier,
    stated.unit_code,
    stated.carried,
    stated.period_note,
    comparison.kind,
    base_indicator.code as base_indicator,
    base_area.area_code as base_area,
    base_breakdown.key as base_breakdown,
    comparison.base_period_start,
    comparison.base_period_end,
    comparison.base_basis
from stated
left join core.comparison on comparison.comparison_id = stated.comparison_id
left join core.indicator on indicator.indicator_id = stated.indicator_id
left join calc.area_label as area on area.admin_unit_id = stated.admin_unit_id
left join core.breakdown on breakdown.breakdown_id = stated.breakdown_id
left join core.indicator as base_indicator
    on base_indicator.indicator_id = comparison.base_indicator_id
left join calc.area_label as base_area on base_area.admin_unit_id = comparison.base_admin_unit_id
left join core.breakdown as base_breakdown
    on base_breakdown.breakdown_id = comparison.base_breakdown_id
order by stated.char_start
