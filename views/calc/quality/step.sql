-- 每个值的变化与同级地区的通常变化 / How each value changed since the one before it, as a natural
-- logarithm (step), and the median of the steps of its peers, the areas of one level in one
-- province (usual_step), on ids. peer_group numbers those that are peers.
-- One row per value with another before it.
create view calc.step as
with stepped as (
    select
        neighbourhood.*,
        area.area_level,
        coalesce(area.province_id, neighbourhood.admin_unit_id) as province_id,
        ln(cast(neighbourhood.value / neighbourhood.value_before as double precision)) as step
    from calc.neighbourhood
    cross join lateral calc.location_of(neighbourhood.admin_unit_id) as area
    where neighbourhood.value_before is not null
),

-- One number for what makes peers: joined by five columns, they would be taken for a row or two.
grouped as (
    select
        stepped.*,
        dense_rank() over (
            order by indicator_id, breakdown_id, area_level, province_id, period_end
        ) as peer_group
    from stepped
),

usual as (
    select
        peer_group,
        count(*) as peers,
        percentile_cont(0.5) within group (order by step) as usual_step
    from grouped
    group by peer_group
)

select
    grouped.observation_id,
    grouped.indicator_id,
    grouped.breakdown_id,
    grouped.admin_unit_id,
    grouped.source_id,
    grouped.area_level,
    grouped.province_id,
    grouped.period_start,
    grouped.period_end,
    grouped.value,
    grouped.value_before,
    grouped.step,
    grouped.peer_group,
    usual.peers,
    usual.usual_step
from grouped
inner join usual on usual.peer_group = grouped.peer_group
