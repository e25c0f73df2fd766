insert into core.observation (
    source_id, indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis,
    value, low, high, qualifier, status, unit_code,
    printed, carried, locator, period_note, note, load_file_id, follows_id
)
select
    source.source_id,
    resolved.indicator_id,
    resolved.admin_unit_id,
    breakdown.breakdown_id,
    resolved.period_start,
    resolved.period_end,
    resolved.basis,
    resolved.value,
    resolved.low,
    resolved.high,
    resolved.qualifier,
    'A',
    resolved.unit,
    resolved.printed,
    resolved.carried,
    resolved.locator,
    resolved.period_note,
    resolved.note,
    :load_file_id,
    observation_change.current_id
from resolved
inner join observation_change on observation_change.line = resolved.line
inner join core.breakdown on breakdown.key = resolved.breakdown
inner join core.source on source.code = :source
where not observation_change.unchanged
order by resolved.char_start
