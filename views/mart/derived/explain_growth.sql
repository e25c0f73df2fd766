-- 增长的由来 / The way back from a growth: what changed between which values, the interval, whether
-- its sign is certain, then the steps of mart.explain for both values. path numbers the steps as a
-- tree: 1 is the growth, 1.1 the value, 1.2 its base. One row per step; no row for two observations
-- that mart.growth does not compare.
create function mart.explain_growth(observation_id bigint, base_observation_id bigint)
returns table (
    path text,
    item text,
    item_en text,
    detail text
)
language sql stable parallel safe
as $$
with asked as (
    select * from mart.growth
    where growth.observation_id = $1 and growth.base_observation_id = $2
),

described as (
    select
        '1' as path,
        step.*
    from asked
    cross join lateral (
        values
        (1, '变化', 'change', format(
            '%s %s %s: %s − %s = %s %s [%s, %s] from %s to %s',
            area_name, indicator_name, breakdown,
            trim_scale(value), trim_scale(base_value), trim_scale(change), unit,
            coalesce(trim_scale(change_low)::text, '…'),
            coalesce(trim_scale(change_high)::text, '…'),
            base_period_label, period_label
        )),
        (2, '增长率', 'growth', case when growth_pct is not null then format(
            '%s %% [%s, %s], %s %% a year',
            round(growth_pct, 2), coalesce(round(growth_pct_low, 2)::text, '…'),
            coalesce(round(growth_pct_high, 2)::text, '…'), round(annual_growth_pct, 2)
        ) end),
        (3, '方向', 'sign', case
            when sign_certain then 'certain: the intervals of the two values do not meet'
            else 'uncertain: the intervals of the two values meet'
        end)
    ) as step (number, item, item_en, detail)
    where step.detail is not null
    union all
    select
        part.path,
        step.*
    from asked
    cross join lateral (
        values ('1.1', asked.observation_id), ('1.2', asked.base_observation_id)
    ) as part (path, observation_id)
    cross join lateral mart.explain(part.observation_id) as step
)

select
    path,
    item,
    item_en,
    detail
from described
order by path, number
$$
