-- 各上级的全部下级 / How many units lie right below each parent, from when to when (exclusive), and how
-- many people live in them; null where the population of one is not known. One row per parent and
-- time in which neither changes.
-- Key: parent_id.
create table calc.children_span as
with member as (
    select
        unit_id as parent_id,
        admin_unit_id,
        since,
        until
    from calc.unit_within
    where relation = 'parent'
),

change as (
    select
        parent_id,
        since as day
    from member
    union
    select
        parent_id,
        until
    from member
    union
    select
        member.parent_id,
        people.since
    from member
    inner join calc.population_span as people on people.admin_unit_id = member.admin_unit_id
),

piece as (
    select
        parent_id,
        day as since,
        lead(day) over (partition by parent_id order by day) as until
    from change
)

select
    piece.parent_id,
    piece.since,
    piece.until,
    cast(count(*) as int) as children,
    case when bool_and(people.population is not null) then sum(people.population) end as population
from piece
inner join member
    on
        member.parent_id = piece.parent_id
        and member.since <= piece.since
        and member.until > piece.since
left join calc.population_span as people
    on
        people.admin_unit_id = member.admin_unit_id
        and people.since <= piece.since
        and people.until > piece.since
where piece.until is not null
group by piece.parent_id, piece.since, piece.until;

create index children_span_key on calc.children_span (parent_id, since);

-- Touched by calc.population_span:
select above.unit_id as parent_id
from touched_population_span as people
inner join calc.unit_within as above
    on above.admin_unit_id = people.admin_unit_id and above.relation = 'parent'
