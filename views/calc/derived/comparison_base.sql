-- 比较的基准值 / The accepted value that a stated comparison is set against, with the bounds that
-- derived quantities use, on ids: that of the base's own period, else, of what stands at a day,
-- that of the nearest day (base_day) at most 31 days off, and at most half of the way to the value
-- spoken of: for the growth of a month, a base a month off is none. One row per comparison whose
-- base is known.
create view calc.comparison_base as
select
    comparison.comparison_id,
    base.observation_id,
    base.period_end as base_day,
    base.value,
    calc.calc_bound(indicator.kind, base.qualifier, base.value, base.low) as calc_low,
    calc.calc_bound(indicator.kind, base.qualifier, base.value, base.high) as calc_high
from core.comparison
inner join core.indicator on indicator.indicator_id = comparison.base_indicator_id
cross join
    lateral (
        select observation.*
        from core.observation
        where
            observation.indicator_id = comparison.base_indicator_id
            and observation.admin_unit_id = comparison.base_admin_unit_id
            and observation.breakdown_id = comparison.base_breakdown_id
            and observation.accepted
            and (
                (
                    observation.period_start = comparison.base_period_start
                    and observation.period_end = comparison.base_period_end
                    and observation.basis = comparison.base_basis
                )
                or (
                    observation.basis in ('point', 'effective')
                    and comparison.base_basis in ('point', 'effective')
                    and abs(observation.period_end - comparison.base_period_end) <= least(
                        31,
                        -- What is compared with another thing of its own day has no way to it.
                        nullif(
                            abs(comparison.period_end - comparison.base_period_end), 0
                        ) / 2
                    )
                )
            )
        order by
            abs(observation.period_end - comparison.base_period_end) asc,
            observation.basis = comparison.base_basis desc,
            observation.period_end asc,
            observation.observation_id asc
        limit 1
    ) as base
