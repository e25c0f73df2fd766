insert into core.observation (
    source_id, indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis,
    value, low, high, qualifier, status, unit_code,
    printed, carried, locator, period_note, note, load_file_id, follows_id
)
select
    source.source_id,
    resolved_mention.indicator_id,
    resolved_mention.admin_unit_id,
    breakdown.breakdown_id,
    resolved_mention.period_start,
    resolved_mention.period_end,
    resolved_mention.basis,
    resolved_mention.value,
    resolved_mention.low,
    resolved_mention.high,
    resolved_mention.qualifier,
    'A',
    resolved_mention.unit,
    resolved_mention.printed,
    resolved_mention.carried,
    resolved_mention.locator,
    resolved_mention.period_note,
    resolved_mention.note,
    :load_file_id,
    observation_change.current_id
from resolved_mention
inner join observation_change on observation_change.line = resolved_mention.line
inner join core.breakdown on breakdown.key = resolved_mention.breakdown
inner join core.source on source.code = :source
where not observation_change.unchanged
order by resolved_mention.char_start, resolved_mention.line
