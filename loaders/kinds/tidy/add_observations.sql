-- A figure whose cell no other source reports is accepted at once; the others compete afterwards.
-- Those of other times are left out before the join, which would have to sort them all.
with accepted_report as (
    select observation.* -- noqa: AM04
    from core.observation
    where
        accepted
        and period_end between (select min(new_figure.period_end) from new_figure)
        and (select max(new_figure.period_end) from new_figure)
)

insert into core.observation (
    source_id, indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis,
    value, low, high, qualifier, status, unit_code,
    printed, carried, locator, period_note, note, accepted, load_file_id, follows_id
)
select
    source.source_id,
    new_figure.indicator_id,
    new_figure.admin_unit_id,
    new_figure.breakdown_id,
    new_figure.period_start,
    new_figure.period_end,
    new_figure.basis,
    new_figure.value,
    new_figure.low,
    new_figure.high,
    new_figure.qualifier,
    new_figure.status,
    new_figure.unit,
    new_figure.printed,
    new_figure.carried,
    new_figure.locator,
    new_figure.period_note,
    new_figure.note,
    accepted_report.observation_id is null,
    :load_file_id,
    new_figure.current_id
from new_figure
inner join core.source on source.code = :source
left join accepted_report
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
