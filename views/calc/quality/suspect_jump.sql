-- 疑似突变 / Figures that changed far from what is usual among six and more peers: by more than five
-- deviations of their steps, and by more than 2.5 times. One row per figure.
-- Key: indicator_id, breakdown_id, period_end, area_level, province_id.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.suspect_jump as
select
    'jump' as kind,
    step.indicator_id,
    step.breakdown_id,
    step.admin_unit_id,
    step.period_start,
    step.period_end,
    step.observation_id,
    step.value_before as expected,
    round(cast(exp(step.step - peers.usual_step) as numeric), 3) as factor,
    cast(null as int) as other_admin_unit_id,
    peers.area_level,
    peers.province_id
from calc.peer_step as peers
inner join calc.step using (indicator_id, breakdown_id, period_end, area_level, province_id)
where
    peers.peers > 5
    and abs(step.step - peers.usual_step) > greatest(5 * peers.deviation, ln(2.5));

create index suspect_jump_key on calc.suspect_jump (indicator_id, breakdown_id, period_end);

create index suspect_jump_admin_unit_id_idx on calc.suspect_jump (admin_unit_id);

-- Touched by core.observation: its own peers, and those of the value after it.
select touched_step.* -- noqa: AM04, RF01
from touched_observation
cross join
    lateral calc.touched_step(source_id, indicator_id, breakdown_id, admin_unit_id, period_end);

-- Touched by calc.peer_step:
select
    indicator_id,
    breakdown_id,
    period_end,
    area_level,
    province_id
from touched_peer_step
