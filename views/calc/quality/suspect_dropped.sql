-- 疑似漏报 / Areas for which nobody reports what all their siblings, or at least eight in ten of them,
-- report; siblings are the areas of one level right below one unit, three and more, in force. An
-- area of which no figure ever was (Hong Kong in the mainland's statistics) cannot be left out.
-- One row per indicator, breakdown, period and area left out.
-- Key: indicator_id, breakdown_id, parent_id, period_end.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.suspect_dropped as
with reporting as (
    select
        figure.indicator_id,
        figure.breakdown_id,
        area.parent_id,
        figure.period_start,
        figure.period_end,
        area.area_level,
        count(distinct area.admin_unit_id) as children
    from calc.series as figure
    inner join calc.area_location as area
        on area.admin_unit_id = figure.admin_unit_id and area.in_force
    group by
        figure.indicator_id, figure.breakdown_id, area.parent_id, figure.period_start,
        figure.period_end, area.area_level
),

family as (
    select
        parent_id,
        area_level,
        count(*) as children
    from calc.area_location
    where in_force
    group by parent_id, area_level
    having count(*) > 2
)

select
    'dropped' as kind,
    reporting.indicator_id,
    reporting.breakdown_id,
    area.admin_unit_id,
    reporting.period_start,
    reporting.period_end,
    cast(null as bigint) as observation_id,
    cast(null as numeric) as expected,
    cast(null as numeric) as factor,
    cast(null as int) as other_admin_unit_id,
    reporting.parent_id
from reporting
inner join family
    on family.parent_id = reporting.parent_id and family.area_level = reporting.area_level
inner join calc.area_location as area
    on
        area.parent_id = reporting.parent_id
        and area.area_level = reporting.area_level
        and area.in_force
where
    reporting.children < family.children
    and (
        reporting.children = family.children - 1 or reporting.children * 10 >= family.children * 8
    )
    and not exists (
        select from core.observation as reported
        where
            (reported.indicator_id, reported.breakdown_id, reported.admin_unit_id)
            = (reporting.indicator_id, reporting.breakdown_id, area.admin_unit_id)
            and (reported.period_start, reported.period_end)
            = (reporting.period_start, reporting.period_end)
            and reported.accepted
    )
    and exists (
        select from core.observation as ever
        where ever.admin_unit_id = area.admin_unit_id
    );

create index suspect_dropped_key
on calc.suspect_dropped (indicator_id, breakdown_id, parent_id, period_end);

create index suspect_dropped_admin_unit_id_idx on calc.suspect_dropped (admin_unit_id);

-- Touched by core.observation:
select
    figure.indicator_id,
    figure.breakdown_id,
    area.parent_id,
    figure.period_end
from touched_observation as figure
inner join calc.area_location as area
    on area.admin_unit_id = figure.admin_unit_id and area.parent_id is not null
union
-- The first figures of an area: from now on it can be left out of all that its siblings report.
select
    sibling.indicator_id,
    sibling.breakdown_id,
    beside.parent_id,
    sibling.period_end
from calc.area_location as beside
inner join core.observation as sibling on sibling.admin_unit_id = beside.admin_unit_id
where
    beside.parent_id in (
        select area.parent_id
        from (select distinct admin_unit_id from touched_observation) as reported
        inner join calc.area_location as area on area.admin_unit_id = reported.admin_unit_id
        where
            not exists (
                select from core.observation as before
                where
                    before.admin_unit_id = reported.admin_unit_id
                    and before.recorded_at < now()
            )
    )
