-- calc.spread without arrays: the least and the greatest by windows, the deviation by a join.
with point as (
    select
        point.*,
        analysis.least_points,
        first_value(point.admin_unit_id) over (
            partition by
                point.analysis_code, point.area_level, point.within_id, point.period_start,
                point.period_end, point.unit
            order by point.value asc, area.area_code asc
            rows between unbounded preceding and unbounded following
        ) as least_id,
        first_value(point.admin_unit_id) over (
            partition by
                point.analysis_code, point.area_level, point.within_id, point.period_start,
                point.period_end, point.unit
            order by point.value desc, area.area_code asc
            rows between unbounded preceding and unbounded following
        ) as greatest_id
    from calc.analysis_point as point
    inner join core.analysis
        on
            analysis.code = point.analysis_code
            and analysis.method in ('dispersion', 'gap', 'outlier')
    inner join calc.area_location as area on area.admin_unit_id = point.admin_unit_id
),

peers as (
    select
        analysis_code,
        area_level,
        within_id,
        period_start,
        period_end,
        unit,
        least_id,
        greatest_id,
        count(*) as areas,
        percentile_cont(0.5) within group (order by cast(value as double precision)) as median,
        min(value) as least,
        max(value) as greatest,
        min(low) as least_low,
        min(high) as least_high,
        max(low) as greatest_low,
        max(high) as greatest_high
    from point
    group by
        analysis_code, area_level, within_id, period_start, period_end, unit, least_id,
        greatest_id, least_points
    having count(*) >= least_points
),

spread as (
    select
        peers.analysis_code,
        peers.area_level,
        peers.within_id,
        peers.period_start,
        peers.period_end,
        peers.unit,
        1.4826 * percentile_cont(0.5) within group (
            order by abs(cast(point.value as double precision) - peers.median)
        ) as deviation
    from peers
    inner join point using (analysis_code, area_level, within_id, period_start, period_end, unit)
    group by
        peers.analysis_code, peers.area_level, peers.within_id, peers.period_start,
        peers.period_end, peers.unit
)

select
    peers.analysis_code,
    peers.area_level,
    peers.within_id,
    peers.period_start,
    peers.period_end,
    peers.unit,
    peers.areas,
    round(cast(peers.median as numeric), 6) as median,
    round(cast(spread.deviation as numeric), 6) as deviation,
    peers.least,
    peers.least_id,
    peers.greatest,
    peers.greatest_id,
    round(peers.greatest / nullif(peers.least, 0), 6) as ratio,
    case when peers.least_low > 0 then round(peers.greatest_low / peers.least_high, 6) end
        as ratio_low,
    case when peers.least_low > 0 then round(peers.greatest_high / peers.least_low, 6) end
        as ratio_high
from peers
inner join spread using (analysis_code, area_level, within_id, period_start, period_end, unit)
