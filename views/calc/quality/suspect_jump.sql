-- 疑似突变 / Figures that changed far from what is usual among six and more peers: by more than five
-- deviations of their steps (median absolute deviation × 1.4826), and by more than 2.5 times.
-- One row per figure.
create view calc.suspect_jump as
with step as materialized (
    select
        step.*,
        step.step - step.usual_step as beyond_usual
    from calc.step
    where step.peers > 5
),

spread as (
    select
        peer_group,
        1.4826 * percentile_cont(0.5) within group (order by abs(beyond_usual)) as deviation
    from step
    group by peer_group
)

select
    'jump' as kind,
    step.indicator_id,
    step.breakdown_id,
    step.admin_unit_id,
    step.period_start,
    step.period_end,
    step.observation_id,
    step.value_before as expected,
    round(cast(exp(step.beyond_usual) as numeric), 3) as factor,
    cast(null as int) as other_admin_unit_id
from step
inner join spread on spread.peer_group = step.peer_group
where abs(step.beyond_usual) > greatest(5 * spread.deviation, ln(2.5))
