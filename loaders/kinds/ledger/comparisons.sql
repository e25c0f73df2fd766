-- What happens to each comparison of the source, as for observations.
create temp table comparison_change on commit drop as
with new as (
    select
        resolved.*,
        breakdown.breakdown_id,
        base_breakdown.breakdown_id as base_breakdown_id
    from resolved
    inner join core.breakdown on breakdown.key = resolved.breakdown
    inner join core.breakdown as base_breakdown on base_breakdown.key = resolved.base_breakdown
    where resolved.disposition = 'comparison' and resolved.same_as is null
),

current as (
    select comparison.*
    from core.comparison
    inner join core.source on source.source_id = comparison.source_id
    where source.code = :source and comparison.withdrawn_at is null
)

select
    new.line,
    new.breakdown_id,
    new.base_breakdown_id,
    current.comparison_id as current_id,
    new.line is not null
    and current.comparison_id is not null
    and exists (
        select
            new.kind,
            new.indicator_id,
            new.admin_unit_id,
            new.breakdown_id,
            new.period_start,
            new.period_end,
            new.basis,
            new.base_indicator_id,
            new.base_admin_unit_id,
            new.base_breakdown_id,
            new.base_period_start,
            new.base_period_end,
            new.base_basis,
            new.value,
            new.low,
            new.high,
            new.qualifier,
            new.unit,
            new.printed,
            new.carried,
            new.period_note,
            new.note
        intersect
        select
            current.kind,
            current.indicator_id,
            current.admin_unit_id,
            current.breakdown_id,
            current.period_start,
            current.period_end,
            current.basis,
            current.base_indicator_id,
            current.base_admin_unit_id,
            current.base_breakdown_id,
            current.base_period_start,
            current.base_period_end,
            current.base_basis,
            current.value,
            current.low,
            current.high,
            current.qualifier,
            current.unit_code,
            current.printed,
            current.carried,
            current.period_note,
            current.note
    ) as unchanged
from new
full join current on current.locator = new.locator
