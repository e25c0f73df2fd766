-- 各上级在某日的全部下级 / How many units lie right below each parent on a day (null: on every last day
-- of a figure of a child), and how many people live in them; null where the population of one is
-- not known. One row per parent and day.
create function calc.families(hierarchy date)
returns table (
    parent_id int,
    day date,
    children bigint,
    population numeric
)
language sql stable parallel safe
as $$
with occasion as (
    select distinct
        member.unit_id as parent_id,
        case when $1 is null then figure.period_end else $1 end as day
    from calc.series as figure
    inner join calc.unit_within as member
        on
            member.admin_unit_id = figure.admin_unit_id
            and member.relation = 'parent'
            and member.since <= case when $1 is null then figure.period_end else $1 end
            and member.until > case when $1 is null then figure.period_end else $1 end
)

select
    occasion.parent_id,
    occasion.day,
    count(*),
    case when bool_and(people.population is not null) then sum(people.population) end
from occasion
inner join calc.unit_within as child
    on
        child.unit_id = occasion.parent_id
        and child.relation = 'parent'
        and child.since <= occasion.day
        and child.until > occasion.day
left join calc.population_span as people
    on
        people.admin_unit_id = child.admin_unit_id
        and people.since <= occasion.day
        and people.until > occasion.day
group by occasion.parent_id, occasion.day
$$
