-- 疑似漏报 / Areas for which nobody reports what all their siblings, or at least eight in ten of them,
-- report; siblings are the areas of one level right below one unit, three and more, in force today.
-- One row per indicator, breakdown, period and area left out.
create view calc.suspect_dropped as
with area as (
    select
        admin_unit_id,
        parent_id,
        area_level
    from calc.area_version
    where valid @> current_date
    union all
    select
        admin_unit_id,
        parent_id,
        area_level
    from calc.area_label
    where area_level = 'set'
),

family as (
    select
        parent_id,
        area_level,
        count(*) as children
    from area
    group by parent_id, area_level
    having count(*) > 2
),

reporting as (
    select
        figure.indicator_id,
        figure.breakdown_id,
        figure.period_start,
        figure.period_end,
        area.parent_id,
        area.area_level,
        count(distinct area.admin_unit_id) as children
    from calc.figure
    inner join area on area.admin_unit_id = figure.admin_unit_id
    group by
        figure.indicator_id, figure.breakdown_id, figure.period_start, figure.period_end,
        area.parent_id, area.area_level
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
    cast(null as int) as other_admin_unit_id
from reporting
inner join family
    on family.parent_id = reporting.parent_id and family.area_level = reporting.area_level
inner join area
    on area.parent_id = reporting.parent_id and area.area_level = reporting.area_level
where
    reporting.children < family.children
    and (
        reporting.children = family.children - 1 or reporting.children * 10 >= family.children * 8
    )
    and not exists (
        select from core.observation as reported
        where
            reported.indicator_id = reporting.indicator_id
            and reported.breakdown_id = reporting.breakdown_id
            and reported.period_start = reporting.period_start
            and reported.period_end = reporting.period_end
            and reported.admin_unit_id = area.admin_unit_id
            and reported.accepted
    )
