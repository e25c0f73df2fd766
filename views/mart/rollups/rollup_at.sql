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
    children_reporting bigint,
    children_total bigint,
    share_of_population_covered numeric,
    residual numeric,
    residual_low numeric,
    residual_high numeric,
    verdict text,
    observation_id bigint
)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
-- coalesce: the planner takes @> for so rare that it would loop over the rows it finds.
with figure as (
    select
        observation.indicator_id,
        observation.breakdown_id,
        observation.admin_unit_id,
        observation.period_start,
        observation.period_end,
        observation.basis,
        observation.value,
        calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
            as low,
        calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
            as high,
        member.parent_id,
        coalesce($1, observation.period_end) as day
    from core.observation
    inner join core.indicator
        on indicator.indicator_id = observation.indicator_id and indicator.over_areas <> 'none'
    inner join core.admin_unit_version as member
        on
            member.admin_unit_id = observation.admin_unit_id
            and member.parent_id is not null
            and coalesce(member.valid @> coalesce($1, observation.period_end), false)
    where observation.accepted and observation.basis <> 'target'
),

child as (
    select
        occasion.parent_id,
        occasion.day,
        member.admin_unit_id,
        population.value as population
    from (select distinct figure.parent_id, figure.day from figure) as occasion
    inner join core.admin_unit_version as member
        on
            member.parent_id = occasion.parent_id
            and coalesce(member.valid @> occasion.day, false)
    left join lateral (
        select counted.value
        from core.observation as counted
        where
            counted.indicator_id
            = (select indicator_id from core.indicator where code = 'population')
            and counted.breakdown_id
            = (select breakdown_id from core.breakdown where key = 'total')
            and counted.admin_unit_id = member.admin_unit_id
            and counted.accepted
            and counted.basis = 'point'
        order by abs(counted.period_end - occasion.day)
        limit 1
    ) as population on true
),

family as (
    select
        child.parent_id,
        child.day,
        count(*) as children,
        case when bool_and(child.population is not null) then sum(child.population) end
            as population
    from child
    group by child.parent_id, child.day
),

gathered as (
    select
        figure.parent_id,
        figure.day,
        figure.indicator_id,
        figure.breakdown_id,
        figure.period_start,
        figure.period_end,
        figure.basis,
        count(*) as reporting,
        sum(figure.value) as total,
        case when bool_and(figure.low is not null) then sum(figure.low) end as total_low,
        case when bool_and(figure.high is not null) then sum(figure.high) end as total_high,
        case when bool_and(figure.low is not null) then min(figure.low) end as least,
        case when bool_and(figure.high is not null) then max(figure.high) end as greatest,
        sum(figure.value * child.population) / nullif(sum(child.population), 0) as mean,
        bool_and(child.population is not null) as is_weighted,
        sum(child.population) as population
    from figure
    inner join child
        on
            child.parent_id = figure.parent_id
            and child.day = figure.day
            and child.admin_unit_id = figure.admin_unit_id
    group by
        figure.parent_id, figure.day, figure.indicator_id, figure.breakdown_id,
        figure.period_start, figure.period_end, figure.basis
),

bounded as (
    select
        gathered.*,
        indicator.code as indicator_code,
        indicator.name as indicator_name,
        indicator.name_en as indicator_name_en,
        indicator.over_areas,
        indicator.kind,
        indicator.unit_code,
        family.children,
        family.population as whole_population,
        case indicator.over_areas
            when 'sum' then gathered.total_low
            else gathered.least
        end as reported_low,
        case indicator.over_areas
            when 'sum' then gathered.total_high
            else gathered.greatest
        end as reported_high,
        case indicator.over_areas
            when 'sum' then gathered.total
            when 'weighted' then case when gathered.is_weighted then gathered.mean end
        end as combined,
        case indicator.over_areas
            when 'sum'
                then
                    gathered.total_low
                    + case
                        when family.children = gathered.reporting then 0
                        else (family.children - gathered.reporting) * indicator.low
                    end
            else
                case
                    when family.children = gathered.reporting then gathered.least
                    else least(gathered.least, indicator.low)
                end
        end as combined_low,
        case indicator.over_areas
            when 'sum'
                then
                    gathered.total_high
                    + case
                        when family.children = gathered.reporting then 0
                        else (family.children - gathered.reporting) * indicator.high
                    end
            else
                case
                    when family.children = gathered.reporting then gathered.greatest
                    else greatest(gathered.greatest, indicator.high)
                end
        end as combined_high
    from gathered
    inner join family
        on family.parent_id = gathered.parent_id and family.day = gathered.day
    inner join core.indicator on indicator.indicator_id = gathered.indicator_id
)

select
    bounded.indicator_code,
    bounded.indicator_name,
    bounded.indicator_name_en,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    breakdown.key,
    bounded.period_start,
    bounded.period_end,
    calc.period_label(bounded.period_start, bounded.period_end, bounded.basis),
    bounded.basis,
    bounded.over_areas,
    bounded.unit_code,
    parent.value,
    parent.low,
    parent.high,
    trim_scale(round(bounded.combined, 6)),
    bounded.combined_low,
    bounded.combined_high,
    bounded.reporting,
    bounded.children,
    round(bounded.population / nullif(bounded.whole_population, 0), 6),
    trim_scale(round(parent.value - bounded.combined, 6)),
    parent.low - bounded.reported_high,
    parent.high - bounded.reported_low,
    case
        when bounded.combined_low > parent.high or bounded.combined_high < parent.low then 'fails'
        when bounded.reporting < bounded.children then 'partial'
        when parent.value is null then 'unstated'
        else 'holds'
    end,
    parent.observation_id
from bounded
left join core.observation as parent
    on
        parent.indicator_id = bounded.indicator_id
        and parent.breakdown_id = bounded.breakdown_id
        and parent.admin_unit_id = bounded.parent_id
        and parent.period_start = bounded.period_start
        and parent.period_end = bounded.period_end
        and parent.basis = bounded.basis
        and parent.accepted
inner join calc.area_label on area_label.admin_unit_id = bounded.parent_id
inner join core.breakdown on breakdown.breakdown_id = bounded.breakdown_id
$$
