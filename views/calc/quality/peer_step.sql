-- 同级地区的通常变化 / The usual change of peers since the value before, on ids: the median of their steps
-- (see calc.step), and how far they lie from it: median absolute deviation × 1.4826.
-- One row per indicator, breakdown, last day and group of peers.
-- Key: indicator_id, breakdown_id, period_end, area_level, province_id.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.peer_step as
with peers as (
    select
        indicator_id,
        breakdown_id,
        period_end,
        area_level,
        province_id,
        count(*) as peers,
        percentile_cont(0.5) within group (order by step) as usual_step,
        array_agg(step) as steps
    from calc.step
    group by indicator_id, breakdown_id, period_end, area_level, province_id
)

select
    peers.indicator_id,
    peers.breakdown_id,
    peers.period_end,
    peers.area_level,
    peers.province_id,
    cast(peers.peers as int) as peers,
    peers.usual_step,
    spread.deviation
from peers
cross join lateral calc.robust_deviation(peers.steps, peers.usual_step) as spread;

create index peer_step_key
on calc.peer_step (indicator_id, breakdown_id, period_end, province_id);

-- Touched by core.observation: its own peers, and those of the value after it.
select touched_step.* -- noqa: AM04, RF01
from touched_observation
cross join
    lateral calc.touched_step(source_id, indicator_id, breakdown_id, admin_unit_id, period_end)
