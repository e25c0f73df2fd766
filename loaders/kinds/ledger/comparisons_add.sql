insert into core.comparison (
    source_id, kind, indicator_id, admin_unit_id, breakdown_id,
    period_start, period_end, basis,
    base_indicator_id, base_admin_unit_id, base_breakdown_id,
    base_period_start, base_period_end, base_basis,
    value, low, high, qualifier, unit_code,
    printed, carried, locator, period_note, note, load_file_id, follows_id
)
select
    source.source_id,
    resolved.kind,
    resolved.indicator_id,
    resolved.admin_unit_id,
    comparison_change.breakdown_id,
    resolved.period_start,
    resolved.period_end,
    resolved.basis,
    resolved.base_indicator_id,
    resolved.base_admin_unit_id,
    comparison_change.base_breakdown_id,
    resolved.base_period_start,
    resolved.base_period_end,
    resolved.base_basis,
    resolved.value,
    resolved.low,
    resolved.high,
    resolved.qualifier,
    resolved.unit,
    resolved.printed,
    resolved.carried,
    resolved.locator,
    resolved.period_note,
    resolved.note,
    :load_file_id,
    comparison_change.current_id
from resolved
inner join comparison_change on comparison_change.line = resolved.line
inner join core.source on source.code = :source
where not comparison_change.unchanged
order by resolved.char_start
