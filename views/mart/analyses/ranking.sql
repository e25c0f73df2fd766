-- 排名 / Where an area stands among its peers, the greatest value first: its place by the printed
-- values, and the best and the worst place that the intervals allow; told_apart: no other peer may
-- stand in that place. One row per analysis, area and period with enough peers.
create view mart.ranking as
with point as materialized (
    select * from calc.analysis_point
    where method = 'ranking'
),

placed as (
    select
        mine.analysis_code,
        mine.area_code,
        mine.area_name,
        mine.area_name_en,
        mine.area_level,
        mine.peers_within,
        mine.period_start,
        mine.period_end,
        mine.value,
        mine.low,
        mine.high,
        mine.unit,
        mine.observation_id,
        mine.least_points,
        count(*) as peers,
        1 + count(*) filter (where peer.value > mine.value) as place,
        1 + count(*) filter (where peer.low > mine.high) as best_place,
        count(*) - count(*) filter (where peer.high < mine.low) as worst_place
    from point as mine
    inner join point as peer
        on
            peer.analysis_code = mine.analysis_code
            and peer.area_level = mine.area_level
            and peer.peers_within = mine.peers_within
            and peer.period_start = mine.period_start
            and peer.period_end = mine.period_end
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
)

select
    analysis_code,
    area_code,
    area_name,
    area_name_en,
    area_level,
    peers_within,
    period_start,
    period_end,
    value,
    low,
    high,
    unit,
    place,
    best_place,
    worst_place,
    peers,
    best_place = worst_place as told_apart,
    observation_id
from placed
where peers >= least_points
