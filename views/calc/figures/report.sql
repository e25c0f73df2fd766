-- 曾有的每个报告及其取舍依据 / Every report that ever was, on ids, with what decides among those of
-- its cell: report_order is the least of the one that comes first, decided_on the day on which a
-- curator decided for it. One row per observation.
create view calc.report as
select
    observation.observation_id,
    observation.source_id,
    observation.indicator_id,
    observation.admin_unit_id,
    observation.breakdown_id,
    observation.period_start,
    observation.period_end,
    observation.basis,
    observation.value,
    observation.low,
    observation.high,
    observation.status,
    observation.accepted,
    observation.recorded_at,
    observation.withdrawn_at,
    source.published_on,
    decision.decision_id,
    decision.decided_on,
    calc.report_order(
        decision.decision_id is not null, source.authority, source.kind,
        observation.status, observation.low, observation.high, source.published_on,
        observation.observation_id
    ) as report_order
from core.observation
-- Left joins: who does not ask for what they bring does not pay for it.
left join core.decision
    using (source_id, indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
left join core.source on source.source_id = observation.source_id
