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
    resolved_mention.kind,
    resolved_mention.indicator_id,
    resolved_mention.admin_unit_id,
    comparison_change.breakdown_id,
    resolved_mention.period_start,
    resolved_mention.period_end,
    resolved_mention.basis,
    resolved_mention.base_indicator_id,
    resolved_mention.base_admin_unit_id,
    comparison_change.base_breakdown_id,
    resolved_mention.base_period_start,
    resolved_mention.base_period_end,
    resolved_mention.base_basis,
    resolved_mention.value,
    resolved_mention.low,
    resolved_mention.high,
    resolved_mention.qualifier,
    resolved_mention.unit,
    resolved_mention.printed,
    resolved_mention.carried,
    resolved_mention.locator,
    resolved_mention.period_note,
    resolved_mention.note,
    :load_file_id,
    comparison_change.current_id
from resolved_mention
inner join comparison_change on comparison_change.line = resolved_mention.line
inner join core.source on source.code = :source
where not comparison_change.unchanged
order by resolved_mention.char_start, resolved_mention.line
