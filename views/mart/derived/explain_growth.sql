-- 增长的由来 / The way back from a growth: what changed between which values, the interval, whether
-- its sign is certain, then the steps of mart.explain for both values. path numbers the steps as a
-- tree: 1 is the growth, 1.1 the value, 1.2 its base. One row per step; no row for two observations
-- that mart.growth does not compare.
create function mart.explain_growth(observation_id bigint, base_observation_id bigint)
returns table (
    path text,
    item text,
    item_en text,
    detail text,
    detail_en text
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
    inner join mart.breakdown using (breakdown)
    inner join mart.unit on unit.unit = asked.change_unit
    cross join lateral (
        select
            format(
                '%s − %s = %s %%s [%s, %s]',
                trim_scale(value), trim_scale(base_value), trim_scale(change),
                coalesce(trim_scale(change_low)::text, '…'),
                coalesce(trim_scale(change_high)::text, '…')
            ) as change,
            round(growth_pct, 2) || format(
                ' %% [%s, %s]', coalesce(round(growth_pct_low, 2)::text, '…'),
                coalesce(round(growth_pct_high, 2)::text, '…')
            ) as growth,
            round(annual_growth_pct, 2) || ' %' as annual_growth
    ) as said
    cross join lateral (
        values
        (
            1, '变化', 'change',
            format(
                '%s%s（%s）%s至%s：%s', area_name, indicator_name, breakdown.breakdown_name,
                base_period_label, period_label, replace(said.change, '%s', unit.unit_name)
            ),
            format(
                '%s, %s, %s, from %s to %s: %s',
                area_name_en, indicator_name_en, breakdown.breakdown_name_en,
                calc.period_label_en(base_period_start, base_period_end, basis),
                calc.period_label_en(period_start, period_end, basis),
                replace(said.change, '%s', unit.unit_name_en)
            )
        ),
        (
            2, '增长率', 'growth',
            said.growth || '，年均 ' || said.annual_growth,
            said.growth || ', ' || said.annual_growth || ' a year'
        ),
        (
            3, '方向', 'sign',
            case
                when sign_certain then '确定：两个值的区间不相交'
                else '不确定：两个值的区间相交'
            end,
            case
                when sign_certain then 'certain: the intervals of the two values do not meet'
                else 'uncertain: the intervals of the two values meet'
            end
        )
    ) as step (number, item, item_en, detail, detail_en)
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
    detail,
    detail_en
from described
order by path, number
$$
