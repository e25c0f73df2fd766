-- 比较所指的值 / The value that a stated comparison is about: that of the same source, else the
-- accepted one, with the bounds that derived quantities use, on ids. One row per comparison whose
-- value is known.
create view calc.comparison_subject as
select distinct on (comparison.comparison_id)
    comparison.comparison_id,
    observation.observation_id,
    observation.value,
    observation.unit_code as printed_unit,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
        as calc_low,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
        as calc_high
from core.comparison
inner join core.indicator on indicator.indicator_id = comparison.indicator_id
inner join core.observation
    on
        observation.indicator_id = comparison.indicator_id
        and observation.admin_unit_id = comparison.admin_unit_id
        and observation.breakdown_id = comparison.breakdown_id
        and observation.period_start = comparison.period_start
        and observation.period_end = comparison.period_end
        and observation.basis = comparison.basis
        and observation.withdrawn_at is null
        and (observation.accepted or observation.source_id = comparison.source_id)
order by
    comparison.comparison_id asc,
    observation.source_id = comparison.source_id desc,
    observation.accepted desc,
    observation.observation_id asc
