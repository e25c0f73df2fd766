-- 可能互换的两个地区 / Pairs of areas of which the figures of one source and period, three and more,
-- fit the past of the other better than their own: how far from the usual step they are under their
-- own name (own) and under each other's (crossed), summed over the figures that both have, as
-- natural logarithms. One row per source, period and ordered pair of areas.
create view calc.swap_candidate as
with step as materialized (
    select
        step.*,
        ln(cast(value as double precision)) as log_value,
        ln(cast(value_before as double precision)) as log_before
    from calc.step
),

-- Of two areas that changed places, each has moved.
moved as (
    select
        admin_unit_id,
        source_id,
        period_end
    from step
    group by admin_unit_id, source_id, period_end
    having count(*) > 2 and avg(abs(step - usual_step)) > 0.05
),

-- Only figures of peers and of one source may have changed places.
moving as (
    select
        step.*,
        dense_rank() over (order by step.peer_group, step.source_id) as rivals
    from step
    inner join moved
        on
            moved.admin_unit_id = step.admin_unit_id
            and moved.source_id = step.source_id
            and moved.period_end = step.period_end
),

compared as (
    select
        mine.source_id,
        mine.period_end,
        mine.admin_unit_id,
        other.admin_unit_id as other_admin_unit_id,
        count(*) as figures,
        sum(abs(mine.step - mine.usual_step) + abs(other.step - other.usual_step)) as own,
        sum(
            abs(mine.log_value - other.log_before - mine.usual_step)
            + abs(other.log_value - mine.log_before - other.usual_step)
        ) as crossed
    from moving as mine
    inner join moving as other
        on other.rivals = mine.rivals and other.admin_unit_id <> mine.admin_unit_id
    group by mine.source_id, mine.period_end, mine.admin_unit_id, other.admin_unit_id
    having count(*) > 2
)

select
    source_id,
    period_end,
    admin_unit_id,
    other_admin_unit_id,
    own,
    crossed
from compared
where crossed < 0.7 * own and own > 0.1 * figures
