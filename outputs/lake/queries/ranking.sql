-- calc.ranking without arrays in which width_bucket counts: places are counted along the order of
-- bounds, a bound that is asked about before those that are equal to it.
with peers as (
    select
        point.*,
        count(*) over same_group as peers,
        rank() over (
            partition by
                point.analysis_code, point.area_level, point.within_id, point.period_start,
                point.period_end
            order by point.value desc
        ) as place,
        analysis.least_points
    from calc.analysis_point as point
    inner join core.analysis
        on analysis.code = point.analysis_code and analysis.method = 'ranking'
    window
        same_group as (
            partition by
                point.analysis_code, point.area_level, point.within_id, point.period_start,
                point.period_end
        )
),

bound as (
    select
        peers.*,
        case when side.is_low = 1 then peers.low else peers.high end as bound,
        side.is_low,
        side.is_high
    from peers
    cross join (values (1, 0), (0, 1)) as side (is_low, is_high)
),

counted as (
    select
        analysis_code,
        observation_id,
        is_low,
        is_high,
        sum(is_low) over (
            partition by analysis_code, area_level, within_id, period_start, period_end
            order by bound desc, is_low asc
            rows between unbounded preceding and current row
        ) as lows_above,
        sum(is_high) over (
            partition by analysis_code, area_level, within_id, period_start, period_end
            order by bound asc, is_high asc
            rows between unbounded preceding and current row
        ) as highs_below
    from bound
    where bound is not null
),

placed as (
    select
        analysis_code,
        observation_id,
        max(case when is_high = 1 then lows_above end) as lows_above,
        max(case when is_low = 1 then highs_below end) as highs_below
    from counted
    group by analysis_code, observation_id
)

select
    analysis_code,
    area_level,
    within_id,
    period_start,
    period_end,
    admin_unit_id,
    value,
    low,
    high,
    unit,
    observation_id,
    peers,
    place,
    1 + coalesce(placed.lows_above, 0) as best_place,
    peers - coalesce(placed.highs_below, 0) as worst_place
from peers
left join placed using (analysis_code, observation_id)
where peers >= least_points
