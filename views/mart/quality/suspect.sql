-- 可疑的数字 / Figures that are probably wrong, named as what they probably are. unit_slip: off by a
-- factor between units (12 for standards, 100, 1000, 10⁴, 10⁸) against the values before and after
-- it, or for a standard against its peers; stale: an area repeats three or more long figures of a
-- period before; swapped: the figures of two areas fit each other's past far better than their own;
-- jump: a change that is far from that of at least five peers; dropped: no figure where nearly all
-- siblings have one. factor: by which the value is off; other_area_code: with whom it was swapped.
-- One row per kind and figure; of a dropped one there is no observation.
create view mart.suspect as
with near as materialized (
    select
        neighbourhood.*,
        ln(cast(value as double precision)) as log_value,
        ln(cast(value_before as double precision)) as log_before
    from calc.neighbourhood
),

spread as (
    select
        indicator_code,
        breakdown,
        area_level,
        province_code,
        period_end,
        percentile_cont(0.5) within group (order by abs(step - usual_step)) as deviation
    from near
    where value_before is not null
    group by indicator_code, breakdown, area_level, province_code, period_end
),

-- No factor of a slip comes near to 8.
slip as (
    select
        near.observation_id,
        near.observation_id_before,
        case
            when abs(near.log_value - near.log_before) > ln(8)
                then calc.slip_of(near.value / near.value_before, near.kind = 'standard')
        end as before_factor,
        case
            when near.value_after > 8 * near.value or near.value > 8 * near.value_after
                then calc.slip_of(near.value / near.value_after, near.kind = 'standard')
        end as after_factor,
        near.points,
        near.value_before,
        near.value_after
    from near
),

-- Off against the value before and the value after it alike: its neighbours are not.
slip_on_both_sides as (
    select
        observation_id,
        observation_id_before
    from slip
    where before_factor = after_factor
),

percentile as (
    select
        indicator_code,
        breakdown,
        area_level,
        period_end,
        percentile_cont(0.5) within group (order by value) as median
    from mart.value
    where kind = 'standard' and basis <> 'target'
    group by indicator_code, breakdown, area_level, period_end
    having count(*) > 4
),

standard as materialized (
    select
        value.*,
        percentile.median
    from mart.value
    inner join percentile
        on
            percentile.indicator_code = value.indicator_code
            and percentile.breakdown = value.breakdown
            and percentile.area_level = value.area_level
            and percentile.period_end = value.period_end
    where value.basis <> 'target'
),

moved as (
    select
        area_code,
        source_code,
        period_end
    from near
    where value_before is not null
    group by area_code, source_code, period_end
    having count(*) > 2 and avg(abs(step - usual_step)) > 0.05
),

-- Of two areas that changed places, each has moved; rivals may have changed places.
moving as (
    select
        near.*,
        dense_rank() over (
            order by
                near.indicator_code, near.breakdown, near.area_level, near.province_code,
                near.source_code, near.period_end
        ) as rivals
    from near
    inner join moved
        on
            moved.area_code = near.area_code
            and moved.source_code = near.source_code
            and moved.period_end = near.period_end
    where near.value_before is not null
),

swap as (
    select
        mine.area_code,
        other.area_code as other_area_code,
        mine.source_code,
        mine.period_end,
        count(*) as figures,
        sum(abs(mine.step - mine.usual_step) + abs(other.step - other.usual_step)) as own,
        sum(
            abs(mine.log_value - other.log_before - mine.usual_step)
            + abs(other.log_value - mine.log_before - other.usual_step)
        ) as crossed
    from moving as mine
    inner join moving as other on other.rivals = mine.rivals and other.area_code <> mine.area_code
    group by mine.area_code, other.area_code, mine.source_code, mine.period_end
    having count(*) > 2
),

likely_swap as (
    select *
    from swap
    where crossed < 0.7 * own and own > 0.1 * figures
),

best_swap as (
    select distinct on (area_code, source_code, period_end) likely_swap.*
    from likely_swap
    order by area_code asc, source_code asc, period_end asc, crossed / own asc
),

-- Each fits the past of the other better than that of any third one.
matched as (
    select mine.*
    from best_swap as mine
    inner join best_swap as other
        on
            other.area_code = mine.other_area_code
            and other.other_area_code = mine.area_code
            and other.source_code = mine.source_code
            and other.period_end = mine.period_end
),

-- The same among those that remain.
next_swap as (
    select distinct on (area_code, source_code, period_end) likely_swap.*
    from likely_swap
    where
        not exists (
            select from matched
            where
                matched.area_code in (likely_swap.area_code, likely_swap.other_area_code)
                and matched.source_code = likely_swap.source_code
                and matched.period_end = likely_swap.period_end
        )
    order by area_code asc, source_code asc, period_end asc, crossed / own asc
),

swapped as (
    select * from matched
    union all
    select mine.*
    from next_swap as mine
    inner join next_swap as other
        on
            other.area_code = mine.other_area_code
            and other.other_area_code = mine.area_code
            and other.source_code = mine.source_code
            and other.period_end = mine.period_end
),

repeated as (
    select
        area_code,
        source_code,
        period_end
    from near
    where kind <> 'standard' and points > 1
    group by area_code, source_code, period_end
    having
        count(*) filter (where is_repeated and value >= 1000) > 2
        and count(*) filter (where is_repeated and value >= 1000) * 2
        > count(*) filter (where value >= 1000 and value_before is not null)
),

found as (
    select
        'unit_slip' as kind,
        slip.observation_id,
        coalesce(slip.before_factor, slip.after_factor) as factor,
        coalesce(slip.value_before, slip.value_after) as expected,
        cast(null as text) as other_area_code
    from slip
    where
        slip.before_factor = slip.after_factor
        or (
            slip.before_factor is not null
            and slip.value_after is null
            and slip.observation_id_before not in (
                select both_sides.observation_id from slip_on_both_sides as both_sides
            )
        )
        or (
            slip.after_factor is not null
            and slip.value_before is null
            and slip.points > 2
            and slip.observation_id not in (
                select both_sides.observation_id_before from slip_on_both_sides as both_sides
            )
        )
    union all
    select
        'unit_slip',
        standard.observation_id,
        calc.slip_of(standard.value / cast(standard.median as numeric), true),
        round(cast(standard.median as numeric), 2),
        null
    from standard
    where calc.slip_of(standard.value / cast(standard.median as numeric), true) is not null
    union all
    select
        'stale',
        near.observation_id,
        null,
        near.value_before,
        null
    from near
    inner join repeated
        on
            repeated.area_code = near.area_code
            and repeated.source_code = near.source_code
            and repeated.period_end = near.period_end
    where near.is_repeated and near.value >= 1000
    union all
    select
        'swapped',
        near.observation_id,
        null,
        near.value_before,
        swapped.other_area_code
    from near
    inner join swapped
        on
            swapped.area_code = near.area_code
            and swapped.source_code = near.source_code
            and swapped.period_end = near.period_end
    where near.value_before is not null
    union all
    select
        'jump',
        near.observation_id,
        round(cast(exp(near.step - near.usual_step) as numeric), 3),
        near.value_before,
        null
    from near
    inner join spread
        on
            spread.indicator_code = near.indicator_code
            and spread.breakdown = near.breakdown
            and spread.area_level = near.area_level
            and spread.province_code = near.province_code
            and spread.period_end = near.period_end
    where
        near.value_before is not null
        and near.peers > 5
        and abs(near.step - near.usual_step) > greatest(5 * 1.4826 * spread.deviation, ln(2.5))
),

family as (
    select
        area.parent_code,
        area.area_level,
        count(*) as children
    from mart.area
    group by area.parent_code, area.area_level
),

dropped as (
    select
        sibling.indicator_code,
        sibling.breakdown,
        sibling.period_start,
        sibling.period_end,
        sibling.area_level,
        sibling.parent_code,
        sibling.siblings
    from (
        select
            value.indicator_code,
            value.breakdown,
            value.period_start,
            value.period_end,
            value.area_level,
            area.parent_code,
            count(distinct value.area_code) as siblings
        from mart.value
        inner join mart.area on area.area_code = value.area_code
        where value.basis <> 'target' and area.parent_code is not null
        group by
            value.indicator_code, value.breakdown, value.period_start, value.period_end,
            value.area_level, area.parent_code
    ) as sibling
    inner join family
        on family.parent_code = sibling.parent_code and family.area_level = sibling.area_level
    where
        sibling.siblings < family.children
        and (sibling.siblings = family.children - 1 or sibling.siblings * 10 >= family.children * 8)
        and family.children > 2
)

select
    found.kind,
    value.program_code,
    value.indicator_code,
    value.indicator_name,
    value.indicator_name_en,
    value.area_code,
    value.area_name,
    value.area_name_en,
    value.breakdown,
    value.period_start,
    value.period_end,
    value.value,
    found.expected,
    found.factor,
    found.other_area_code,
    value.unit,
    value.source_code,
    found.observation_id
from (
    select distinct on (kind, observation_id) found.*
    from found
    order by kind, observation_id, factor
) as found
inner join mart.value on value.observation_id = found.observation_id
union all
select
    'dropped',
    indicator.program_code,
    dropped.indicator_code,
    indicator.name,
    indicator.name_en,
    area.area_code,
    area.area_name,
    area.area_name_en,
    dropped.breakdown,
    dropped.period_start,
    dropped.period_end,
    null,
    null,
    null,
    null,
    indicator.unit_code,
    null,
    null
from dropped
inner join core.indicator on indicator.code = dropped.indicator_code
inner join mart.area
    on area.parent_code = dropped.parent_code and area.area_level = dropped.area_level
where
    not exists (
        select from mart.value
        where
            value.indicator_code = dropped.indicator_code
            and value.breakdown = dropped.breakdown
            and value.period_start = dropped.period_start
            and value.period_end = dropped.period_end
            and value.area_code = area.area_code
    )
