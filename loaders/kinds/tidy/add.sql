-- A figure whose cell nobody else reports is accepted at once; the others compete afterwards.
insert into core.observation (
    source_id, indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis,
    value, low, high, qualifier, status, unit_code,
    printed, carried, locator, period_note, note, accepted, load_file_id, follows_id
)
select
    source.source_id,
    news.indicator_id,
    news.admin_unit_id,
    news.breakdown_id,
    news.period_start,
    news.period_end,
    news.basis,
    news.value,
    news.low,
    news.high,
    news.qualifier,
    news.status,
    news.unit,
    news.printed,
    news.carried,
    news.locator,
    news.period_note,
    news.note,
    rival.observation_id is null,
    :load_file_id,
    news.current_id
from news
inner join core.source on source.code = :source
left join core.observation as rival
    on
        rival.indicator_id = news.indicator_id
        and rival.admin_unit_id = news.admin_unit_id
        and rival.breakdown_id = news.breakdown_id
        and rival.period_start = news.period_start
        and rival.period_end = news.period_end
        and rival.basis = news.basis
        and rival.accepted
