-- 同级地区的离散与差距 / How far the areas of one level lie apart: median, median absolute deviation
-- (× 1.4826, comparable with a standard deviation), the least and the greatest value with their
-- areas, and the ratio of these two with the interval that both allow. One row per analysis, level,
-- province and period with enough areas.
create view mart.spread as
with point as materialized (
    select * from calc.analysis_point
    where method in ('dispersion', 'gap', 'outlier')
),

middle as (
    select
        analysis_code,
        area_level,
        peers_within,
        period_start,
        period_end,
        percentile_cont(0.5) within group (order by value) as median,
        count(*) as areas
    from point
    group by analysis_code, area_level, peers_within, period_start, period_end
),

centred as (
    select
        point.*,
        middle.median,
        middle.areas
    from point
    inner join middle
        on
            middle.analysis_code = point.analysis_code
            and middle.area_level = point.area_level
            and middle.peers_within = point.peers_within
            and middle.period_start = point.period_start
            and middle.period_end = point.period_end
    where middle.areas >= point.least_points
)

select
    analysis_code,
    area_level,
    peers_within,
    period_start,
    period_end,
    unit,
    areas,
    trim_scale(round(cast(median as numeric), 6)) as median,
    trim_scale(round(cast(
        1.4826 * percentile_cont(0.5) within group (order by abs(value - median)) as numeric
    ), 6)) as deviation,
    min(value) as least,
    (array_agg(area_code order by value asc, area_code asc))[1] as least_area_code,
    max(value) as greatest,
    (array_agg(area_code order by value desc, area_code asc))[1] as greatest_area_code,
    trim_scale(round(max(value) / nullif(min(value), 0), 6)) as ratio,
    case when min(low) > 0 then trim_scale(round(max(low) / min(high), 6)) end as ratio_low,
    case when min(low) > 0 then trim_scale(round(max(high) / min(low), 6)) end as ratio_high
from centred
group by
    analysis_code, area_level, peers_within, period_start, period_end, unit, areas, median
