-- 比较的基准值 / The accepted value that a stated comparison is set against, with the bounds that
-- derived quantities use, on ids. One row per comparison whose base is known.
create view calc.comparison_base as
select
    comparison.comparison_id,
    observation.observation_id,
    observation.value,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
        as calc_low,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
        as calc_high
from core.comparison
inner join core.indicator on indicator.indicator_id = comparison.base_indicator_id
inner join core.observation
    on
        observation.indicator_id = comparison.base_indicator_id
        and observation.admin_unit_id = comparison.base_admin_unit_id
        and observation.breakdown_id = comparison.base_breakdown_id
        and observation.period_start = comparison.base_period_start
        and observation.period_end = comparison.base_period_end
        and observation.basis = comparison.base_basis
        and observation.accepted
