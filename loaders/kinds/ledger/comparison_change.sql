-- What happens to each comparison of the source, as for observations.
create temp table comparison_change on commit drop as
with new_comparison as (
    select
        resolved_mention.*,
        breakdown.breakdown_id,
        base_breakdown.breakdown_id as base_breakdown_id
    from resolved_mention
    inner join core.breakdown on breakdown.key = resolved_mention.breakdown
    inner join core.breakdown as base_breakdown
        on base_breakdown.key = resolved_mention.base_breakdown
    where resolved_mention.disposition = 'comparison' and resolved_mention.same_as is null
),

current_comparison as (
    select comparison.*
    from core.comparison
    inner join core.source on source.source_id = comparison.source_id
    where source.code = :source and comparison.withdrawn_at is null
)

select
    new_comparison.line,
    new_comparison.breakdown_id,
    new_comparison.base_breakdown_id,
    current_comparison.comparison_id as current_id,
    new_comparison.line is not null
    and current_comparison.comparison_id is not null
    and exists (
        select
            new_comparison.kind,
            new_comparison.indicator_id,
            new_comparison.admin_unit_id,
            new_comparison.breakdown_id,
            new_comparison.period_start,
            new_comparison.period_end,
            new_comparison.basis,
            new_comparison.base_indicator_id,
            new_comparison.base_admin_unit_id,
            new_comparison.base_breakdown_id,
            new_comparison.base_period_start,
            new_comparison.base_period_end,
            new_comparison.base_basis,
            new_comparison.value,
            new_comparison.low,
            new_comparison.high,
            new_comparison.qualifier,
            new_comparison.unit,
            new_comparison.printed,
            new_comparison.carried,
            new_comparison.period_note,
            new_comparison.note
        intersect
        select
            current_comparison.kind,
            current_comparison.indicator_id,
            current_comparison.admin_unit_id,
            current_comparison.breakdown_id,
            current_comparison.period_start,
            current_comparison.period_end,
            current_comparison.basis,
            current_comparison.base_indicator_id,
            current_comparison.base_admin_unit_id,
            current_comparison.base_breakdown_id,
            current_comparison.base_period_start,
            current_comparison.base_period_end,
            current_comparison.base_basis,
            current_comparison.value,
            current_comparison.low,
            current_comparison.high,
            current_comparison.qualifier,
            current_comparison.unit_code,
            current_comparison.printed,
            current_comparison.carried,
            current_comparison.period_note,
            current_comparison.note
    ) as unchanged
from new_comparison
full join current_comparison on current_comparison.locator = new_comparison.locator
-- What a partial ledger lacks may be among its rejected rows.
where new_comparison.line is not null or not :is_partial
