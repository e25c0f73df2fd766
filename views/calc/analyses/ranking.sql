-- 排名（内部编号） / What mart.ranking shows, on ids. Areas are compared within analysis, level, unit in
-- which they lie (within_id) and period. One row per analysis, area and period with enough peers.
-- Key: analysis_code, area_level, within_id, period_end.
create table calc.ranking as
with peers as (
    select
        point.analysis_code,
        point.area_level,
        point.within_id,
        point.period_start,
        point.period_end,
        count(*) as peers,
        array_agg(point.value order by point.value) as values,
        array_agg(point.low order by point.low) filter (where point.low is not null) as lows,
        array_agg(-point.high order by -point.high) filter (where point.high is not null)
            as negated_highs
    from calc.analysis_point as point
    inner join core.analysis
        on analysis.code = point.analysis_code and analysis.method = 'ranking'
    group by
        point.analysis_code, point.area_level, point.within_id, point.period_start,
        point.period_end, analysis.least_points
    having count(*) >= analysis.least_points
)

select
    point.analysis_code,
    point.area_level,
    point.within_id,
    point.period_start,
    point.period_end,
    point.admin_unit_id,
    point.value,
    point.low,
    point.high,
    point.unit,
    point.observation_id,
    peers.peers,
    1 + peers.peers - width_bucket(point.value, peers.values) as place,
    1 + coalesce(cardinality(peers.lows) - width_bucket(point.high, peers.lows), 0) as best_place,
    -- Negated, since width_bucket counts those that are equal too.
    peers.peers - coalesce(
        cardinality(peers.negated_highs) - width_bucket(-point.low, peers.negated_highs), 0
    ) as worst_place
from peers
inner join calc.analysis_point as point
    using (analysis_code, area_level, within_id, period_start, period_end);

create index ranking_admin_unit_id_analysis_code_idx
on calc.ranking (admin_unit_id, analysis_code);

create index ranking_key on calc.ranking (analysis_code, within_id, area_level, period_end);

-- Touched by calc.analysis_point: the groups in which its areas are, or were.
select
    point.analysis_code,
    point.area_level,
    point.within_id,
    point.period_end
from touched_analysis_point as touched
inner join core.analysis
    on analysis.code = touched.analysis_code and analysis.method = 'ranking'
inner join calc.analysis_point as point using (analysis_code, admin_unit_id)
union
select
    ranking.analysis_code,
    ranking.area_level,
    ranking.within_id,
    ranking.period_end
from touched_analysis_point
inner join calc.ranking using (analysis_code, admin_unit_id)
