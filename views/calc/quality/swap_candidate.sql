-- 可能互换的两个地区 / Pairs of areas of which the figures of one source and period, three and more,
-- fit the past of the other better than their own: how far from the usual step they are under their
-- own name (own) and under each other's (crossed), summed over the figures that both have, as
-- natural logarithms. Only peers may have changed places.
-- One row per source, period and ordered pair of areas.
-- Key: source_id, period_end, area_level, province_id.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.swap_candidate as
with moving as (
    select
        step.source_id,
        step.period_end,
        step.area_level,
        step.province_id,
        step.indicator_id,
        step.breakdown_id,
        step.admin_unit_id,
        ln(cast(step.value as double precision)) as reported,
        ln(cast(step.value_before as double precision)) + peers.usual_step as expected,
        -- Of two areas that changed places, each has moved.
        count(*) over area > 2
        and round(cast(avg(abs(step.step - peers.usual_step)) over area as numeric), 9) > 0.05
            as is_moving
    from calc.step
    inner join calc.peer_step as peers
        using (indicator_id, breakdown_id, period_end, area_level, province_id)
    window
        area as (
            partition by
                step.source_id, step.period_end, step.area_level, step.province_id,
                step.admin_unit_id
        )
),

-- Arrays, since a join of each with each would be taken for a row or two.
gathered as (
    select
        source_id,
        period_end,
        area_level,
        province_id,
        array_agg(admin_unit_id) as areas,
        array_agg(reported) as reported,
        array_agg(expected) as expected
    from moving
    where is_moving
    group by source_id, period_end, area_level, province_id, indicator_id, breakdown_id
    having count(*) > 1
),

pair as (
    select
        gathered.source_id,
        gathered.period_end,
        gathered.area_level,
        gathered.province_id,
        mine.area as admin_unit_id,
        other.area as other_admin_unit_id,
        abs(mine.reported - mine.expected) + abs(other.reported - other.expected) as own,
        abs(mine.reported - other.expected) + abs(other.reported - mine.expected) as crossed
    from gathered
    cross join
        lateral
        unnest(gathered.areas, gathered.reported, gathered.expected)
            as mine (area, reported, expected)
    cross join
        lateral
        unnest(gathered.areas, gathered.reported, gathered.expected)
            as other (area, reported, expected)
    where other.area <> mine.area
)

select
    source_id,
    period_end,
    area_level,
    province_id,
    admin_unit_id,
    other_admin_unit_id,
    -- In an order: the last digits of a sum of doubles depend on it.
    sum(own order by own) as own,
    sum(crossed order by crossed) as crossed
from pair
group by source_id, period_end, area_level, province_id, admin_unit_id, other_admin_unit_id
having
    count(*) > 2
    and sum(crossed order by crossed) < 0.7 * sum(own order by own)
    and sum(own order by own) > 0.1 * count(*);

create index swap_candidate_key on calc.swap_candidate (source_id, period_end, province_id);

-- Touched by core.observation: its own source, and that of the value after it.
select touched_step.* -- noqa: AM04, RF01
from touched_observation
cross join
    lateral calc.touched_step(source_id, indicator_id, breakdown_id, admin_unit_id, period_end);

-- Touched by calc.peer_step: the sources of those peers.
select
    step.source_id,
    step.period_end,
    step.area_level,
    step.province_id
from touched_peer_step
inner join calc.step using (indicator_id, breakdown_id, period_end, area_level, province_id)
