-- The areas of the report: the named ones, and those above and below them that have figures.
-- Levels below are included as long as one file can hold their figures. What those above have does
-- not count, or the many figures of the nation would leave no room for a province's own areas.
with recursive named as (
    select
        unnest(cast(:codes as text[])) as area_code,
        0 as depth
),

below as (
    select named.* -- noqa: AM04
    from named
    union
    select
        area.area_code,
        below.depth + 1
    from below
    inner join mart.area on area.parent_code = below.area_code
),

above as (
    select named.* -- noqa: AM04
    from named
    union
    select
        area.parent_code,
        above.depth - 1
    from above
    inner join mart.area on area.area_code = above.area_code
    where area.parent_code is not null
),

either as (
    select below.* -- noqa: AM04
    from below
    union all
    select above.*
    from above
),

nearest as (
    select
        area_code,
        max(depth) as depth
    from either
    group by area_code
),

place as (
    select
        area_code,
        area_name,
        area_name_en,
        area_level,
        count(*) as figures
    from mart.reported
    group by area_code, area_name, area_name_en, area_level
)

select
    place.area_code,
    place.area_name,
    place.area_name_en,
    place.area_level,
    area.parent_code,
    nearest.depth,
    nearest.depth <= 0
    or sum(place.figures) filter (where nearest.depth > 0) over (order by nearest.depth)
    <= :most as included
from place
inner join nearest on nearest.area_code = place.area_code
left join mart.area on area.area_code = place.area_code
order by place.area_code
