-- 与前后值相差单位倍数的值 / Values off by the factor of a wrong unit against the value before and the
-- value after alike; the first and the last of a series, against their one neighbour, unless it is
-- itself off on both sides. One row per value.
-- Key: indicator_id, breakdown_id, admin_unit_id.
create table calc.series_slip as
select
    compared.indicator_id,
    compared.breakdown_id,
    compared.admin_unit_id,
    compared.observation_id,
    coalesce(compared.factor_before, compared.factor_after) as factor,
    coalesce(compared.value_before, compared.value_after) as expected
from calc.series_factor as compared
where
    compared.factor_before = compared.factor_after
    or (
        compared.factor_before is not null
        and compared.value_after is null
        and not exists (
            select from calc.series_factor as before
            where
                before.indicator_id = compared.indicator_id
                and before.breakdown_id = compared.breakdown_id
                and before.admin_unit_id = compared.admin_unit_id
                and before.observation_id = compared.previous_id
                and before.factor_before = before.factor_after
        )
    )
    or (
        compared.factor_after is not null
        and compared.value_before is null
        and compared.points > 2
        and not exists (
            select from calc.series_factor as after
            where
                after.indicator_id = compared.indicator_id
                and after.breakdown_id = compared.breakdown_id
                and after.admin_unit_id = compared.admin_unit_id
                and after.previous_id = compared.observation_id
                and after.factor_before = after.factor_after
        )
    );

create index series_slip_key on calc.series_slip (admin_unit_id, indicator_id, breakdown_id);

-- Touched by calc.series:
select
    indicator_id,
    breakdown_id,
    admin_unit_id
from touched_series
