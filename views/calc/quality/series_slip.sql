-- 与前后值相差单位倍数的值 / Values off by the factor of a wrong unit against the value before and the
-- value after alike; the first and the last of a series, against their one neighbour, unless it is
-- itself off on both sides. One row per value.
create view calc.series_slip as
with compared as (
    select
        neighbourhood.*,
        -- No factor of a slip comes near to 8; most values need no closer look.
        case
            when
                abs(
                    ln(cast(value as double precision)) - ln(cast(value_before as double precision))
                ) > ln(8)
                then calc.slip_of(value / value_before, kind = 'standard')
        end as factor_before,
        case
            when value_after > 8 * value or value > 8 * value_after
                then calc.slip_of(value / value_after, kind = 'standard')
        end as factor_after
    from calc.neighbourhood
),

off_on_both_sides as (
    select
        observation_id,
        observation_id_before
    from compared
    where factor_before = factor_after
)

select
    compared.observation_id,
    coalesce(compared.factor_before, compared.factor_after) as factor,
    coalesce(compared.value_before, compared.value_after) as expected
from compared
where
    compared.factor_before = compared.factor_after
    or (
        compared.factor_before is not null
        and compared.value_after is null
        and not exists (
            select from off_on_both_sides as before
            where before.observation_id = compared.observation_id_before
        )
    )
    or (
        compared.factor_after is not null
        and compared.value_before is null
        and compared.points > 2
        and not exists (
            select from off_on_both_sides as after
            where after.observation_id_before = compared.observation_id
        )
    )
