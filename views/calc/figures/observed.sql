-- 每个观测及推算用的界 / Every observation that ever was, on ids, with the bounds that derived
-- quantities use. One row per observation.
create view calc.observed as
select
    observation.observation_id,
    observation.source_id,
    observation.indicator_id,
    observation.breakdown_id,
    observation.admin_unit_id,
    observation.period_start,
    observation.period_end,
    observation.basis,
    observation.value,
    observation.low,
    observation.high,
    observation.status,
    observation.unit_code as printed_unit,
    observation.accepted,
    observation.withdrawn_at,
    indicator.kind,
    indicator.unit_code as unit,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
        as calc_low,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
        as calc_high
from core.observation
inner join core.indicator on indicator.indicator_id = observation.indicator_id
