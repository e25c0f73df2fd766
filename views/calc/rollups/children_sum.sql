-- 下级之和 / What the children of a unit that report add up to, in the hierarchy of a day (null: of the
-- last day of each figure's period): sum, mean weighted by population, least and greatest, with the
-- bounds that derived quantities use. By codes too, so that a condition on them is met before
-- anything is added up. One row per parent, indicator, breakdown and period.
create function calc.children_sum(hierarchy date)
returns table (
    parent_id int,
    parent_code text,
    day date,
    indicator_id int,
    indicator_code text,
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
    member.parent_id,
    parent.area_code,
    coalesce($1, figure.period_end),
    figure.indicator_id,
    indicator.indicator_code,
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
    case
        when bool_and(people.population is not null)
            then sum(figure.value * people.population) / nullif(sum(people.population), 0)
    end,
    sum(people.population)
from calc.figure
inner join calc.indicator_label as indicator
    on indicator.indicator_id = figure.indicator_id and indicator.over_areas <> 'none'
inner join calc.area_version as member
    on
        member.admin_unit_id = figure.admin_unit_id
        -- coalesce: the planner takes @> for so rare that it would loop over the rows it finds.
        and coalesce(member.valid @> coalesce($1, figure.period_end), false)
inner join calc.area_label as parent on parent.admin_unit_id = member.parent_id
left join
    lateral calc.population_near(figure.admin_unit_id, coalesce($1, figure.period_end)) as people
    on true
group by
    member.parent_id, parent.area_code, figure.indicator_id, indicator.indicator_code,
    figure.breakdown_id, figure.period_start, figure.period_end, figure.basis
$$
