-- 某日区划下的汇总 / Parents against their children, in the hierarchy of a day; null: of the last
-- day of each figure's period. A sum (or, for rates and standards, the mean weighted by population)
-- over the children that report; how many do, and which share of the population of all children
-- they have; low and high, bounds that hold whatever the others are; the residual between what the
-- parent states and what the reporting children have. verdict: holds or fails where all children
-- report and the parent states a figure (of a mean only its bounds are certain), fails also where
-- some of them already exceed it; partial where some are missing; unstated where the parent states
-- none. One row per parent, indicator, breakdown and period for which any child reports.
create function mart.rollup_at(hierarchy date)
returns table (
    indicator_code text,
    indicator_name text,
    indicator_name_en text,
    area_code text,
    area_name text,
    area_name_en text,
    area_level text,
    breakdown text,
    period_start date,
    period_end date,
    period_label text,
    basis text,
    method text,
    unit text,
    stated numeric,
    stated_low numeric,
    stated_high numeric,
    sum_of_children numeric,
    low numeric,
    high numeric,
    children_reporting int,
    children_total int,
    share_of_population_covered numeric,
    residual numeric,
    residual_low numeric,
    residual_high numeric,
    verdict text,
    observation_id int
)
language sql stable parallel safe
as $$
select
    indicator.indicator_code,
    indicator.indicator_name,
    indicator.indicator_name_en,
    rollup.area_code,
    rollup.area_name,
    rollup.area_name_en,
    rollup.area_level,
    breakdown.breakdown,
    rollup.period_start,
    rollup.period_end,
    calc.period_label(rollup.period_start, rollup.period_end, rollup.basis),
    rollup.basis,
    indicator.over_areas,
    indicator.unit,
    rollup.stated,
    rollup.stated_low,
    rollup.stated_high,
    rollup.sum_of_children,
    rollup.low,
    rollup.high,
    cast(rollup.children_reporting as int),
    cast(rollup.children_total as int),
    rollup.share_of_population_covered,
    trim_scale(round(rollup.stated - rollup.sum_of_children, 6)),
    rollup.stated_low - rollup.reported_high,
    rollup.stated_high - rollup.reported_low,
    rollup.verdict,
    cast(rollup.observation_id as int)
from (
    -- One of the two, as the planner sees at once; with the codes of the parent, so that it computes
    -- only those that are asked for.
    select
        parent.area_code,
        parent.area_name,
        parent.area_name_en,
        parent.area_level,
        kept.*
    from calc.rollup as kept
    inner join calc.area_label as parent on parent.admin_unit_id = kept.parent_id
    where $1 is null
    union all
    select
        parent.area_code,
        parent.area_name,
        parent.area_name_en,
        parent.area_level,
        computed.*
    from calc.area_label as parent
    cross join lateral (
        select of_day.* from calc.rollup_of($1) as of_day
        where of_day.parent_id = parent.admin_unit_id
        offset 0
    ) as computed
    where
        $1 is not null
        and exists (
            select from calc.unit_within as child
            where child.unit_id = parent.admin_unit_id and child.relation = 'parent'
        )
) as rollup
inner join calc.indicator_label as indicator using (indicator_id)
inner join calc.breakdown_label as breakdown using (breakdown_id)
$$
