-- 推算所用的采用值（不含目标） / The accepted values that answers are made of, targets left out, on ids,
-- with the bounds that derived quantities use. One row per cell.
create view calc.figure as
select
    observation.observation_id,
    observation.indicator_id,
    observation.breakdown_id,
    observation.admin_unit_id,
    observation.source_id,
    observation.period_start,
    observation.period_end,
    observation.basis,
    observation.value,
    observation.low,
    observation.high,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
        as calc_low,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
        as calc_high,
    observation.status,
    indicator.kind,
    indicator.unit_code as unit
from core.observation
inner join core.indicator on indicator.indicator_id = observation.indicator_id
where observation.accepted and observation.basis <> 'target'
