-- A figure whose cell nobody else reports is accepted at once; the others compete afterwards.
insert into core.observation (
    source_id, indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis,
    value, low, high, qualifier, status, unit_code,
    printed, carried, locator, period_note, note, accepted, load_file_id, follows_id
)
select
    source.source_id,
    resolved.indicator_id,
    resolved.admin_unit_id,
    resolved.breakdown_id,
    resolved.period_start,
    resolved.period_end,
    resolved.basis,
    resolved.value,
    resolved.low,
    resolved.high,
    resolved.qualifier,
    resolved.status,
    resolved.unit,
    resolved.printed,
    resolved.carried,
    resolved.locator,
    resolved.period_note,
    resolved.note,
    rival.observation_id is null,
    :load_file_id,
    change.current_id
from resolved
left join change on change.line = resolved.line
inner join core.source on source.code = :source
left join core.observation as rival
    on
        rival.indicator_id = resolved.indicator_id
        and rival.admin_unit_id = resolved.admin_unit_id
        and rival.breakdown_id = resolved.breakdown_id
        and rival.period_start = resolved.period_start
        and rival.period_end = resolved.period_end
        and rival.basis = resolved.basis
        and rival.accepted
where change.line is null or change.what in ('added', 'revised')
order by
    resolved.indicator_id,
    resolved.admin_unit_id,
    resolved.breakdown_id,
    resolved.period_start
