-- 排名（内部编号） / What mart.ranking shows, on ids. Areas are compared within analysis, level, unit in
-- which they lie (within_id) and period. One row per analysis, area and period with enough peers.
create view calc.ranking as
with point as materialized (
    select * from calc.analysis_point
    where method = 'ranking'
)

select
    mine.analysis_code,
    mine.area_level,
    mine.within_id,
    mine.period_start,
    mine.period_end,
    mine.admin_unit_id,
    mine.value,
    mine.low,
    mine.high,
    mine.unit,
    mine.observation_id,
    count(*) as peers,
    1 + count(*) filter (where peer.value > mine.value) as place,
    1 + count(*) filter (where peer.low > mine.high) as best_place,
    count(*) - count(*) filter (where peer.high < mine.low) as worst_place
from point as mine
inner join point as peer
    on
        peer.analysis_code = mine.analysis_code
        and peer.area_level = mine.area_level
        and peer.within_id = mine.within_id
        and peer.period_start = mine.period_start
        and peer.period_end = mine.period_end
group by
    mine.analysis_code, mine.area_level, mine.within_id, mine.period_start, mine.period_end,
    mine.admin_unit_id, mine.value, mine.low, mine.high, mine.unit, mine.observation_id,
    mine.least_points
having count(*) >= mine.least_points
