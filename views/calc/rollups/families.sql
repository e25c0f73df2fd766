-- 各上级在某日的全部下级 / How many units lie right below each that has a child with figures, on a day
-- (null: on the last day of each figure's period), and how many people live in them; null where the
-- population of one is not known. By the code of the parent too, so that a condition on it is met
-- first. One row per parent and day.
create function calc.families(hierarchy date)
returns table (
    parent_id int,
    parent_code text,
    day date,
    children bigint,
    population numeric
)
language sql stable parallel safe
as $$
with occasion as (
    select distinct
        member.parent_id,
        parent.area_code as parent_code,
        coalesce($1, figure.period_end) as day
    from calc.figure
    inner join calc.area_version as member
        on
            member.admin_unit_id = figure.admin_unit_id
            -- coalesce: the planner takes @> for so rare that it would loop over what it finds.
            and coalesce(member.valid @> coalesce($1, figure.period_end), false)
    inner join calc.area_label as parent on parent.admin_unit_id = member.parent_id
)

select
    occasion.parent_id,
    occasion.parent_code,
    occasion.day,
    count(*),
    case when bool_and(people.population is not null) then sum(people.population) end
from occasion
inner join calc.area_version as child
    on
        child.parent_id = occasion.parent_id
        and coalesce(child.valid @> occasion.day, false)
left join lateral calc.population_near(child.admin_unit_id, occasion.day) as people on true
group by occasion.parent_id, occasion.parent_code, occasion.day
$$
