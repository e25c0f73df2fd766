-- 下级之和 / What the children of a unit that report add up to, in the hierarchy of a day (null: of the
-- last day of each figure's period), on ids: sum, mean weighted by population, least and greatest,
-- with the bounds that derived quantities use. One row per parent, indicator, breakdown and period.
create function calc.children_sum(hierarchy date)
returns table (
    parent_id int,
    day date,
    indicator_id int,
    breakdown_id int,
    period_start date,
    period_end date,
    basis text,
    reporting bigint,
    total numeric,
    total_low numeric,
    total_high numeric,
    lowest numeric,
    highest numeric,
    mean numeric,
    population numeric
)
language sql stable parallel safe
as $$
select
    member.unit_id,
    -- A case, which the planner does away with; of coalesce it would leave a part.
    case when $1 is null then figure.period_end else $1 end,
    figure.indicator_id,
    figure.breakdown_id,
    figure.period_start,
    figure.period_end,
    figure.basis,
    count(*),
    sum(figure.value),
    case when bool_and(figure.calc_low is not null) then sum(figure.calc_low) end,
    case when bool_and(figure.calc_high is not null) then sum(figure.calc_high) end,
    case when bool_and(figure.calc_low is not null) then min(figure.calc_low) end,
    case when bool_and(figure.calc_high is not null) then max(figure.calc_high) end,
    -- Of sums it is not asked for, and would be a number of many digits.
    case
        when bool_and(people.population is not null)
            then
                sum(case when indicator.over_areas = 'weighted' then figure.value * people.population end)
                / nullif(sum(people.population), 0)
    end,
    sum(people.population)
from calc.series as figure
inner join calc.indicator_label as indicator
    on indicator.indicator_id = figure.indicator_id and indicator.over_areas <> 'none'
inner join calc.unit_within as member
    on
        member.admin_unit_id = figure.admin_unit_id
        and member.relation = 'parent'
        and member.since <= case when $1 is null then figure.period_end else $1 end
        and member.until > case when $1 is null then figure.period_end else $1 end
left join calc.population_span as people
    on
        people.admin_unit_id = figure.admin_unit_id
        and people.since <= case when $1 is null then figure.period_end else $1 end
        and people.until > case when $1 is null then figure.period_end else $1 end
group by
    member.unit_id, figure.indicator_id, figure.breakdown_id, figure.period_start,
    figure.period_end, figure.basis
$$
