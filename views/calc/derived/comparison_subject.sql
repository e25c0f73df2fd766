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
inner join core.observation
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
inner join core.indicator on indicator.indicator_id = comparison.indicator_id
where
    observation.withdrawn_at is null
    and (observation.accepted or observation.source_id = comparison.source_id)
order by
    comparison.comparison_id asc,
    observation.source_id = comparison.source_id desc,
    observation.accepted desc,
    observation.observation_id asc
