-- 同级地区的离散与差距（内部编号） / What mart.spread shows, on ids. One row per analysis, level, unit in
-- which the areas lie (within_id) and period with enough areas.
create view calc.spread as
with point as materialized (
    select * from calc.analysis_point
    where method in ('dispersion', 'gap', 'outlier')
),

middle as (
    select
        analysis_code,
        area_level,
        within_id,
        period_start,
        period_end,
        percentile_cont(0.5) within group (order by value) as median
    from point
    group by analysis_code, area_level, within_id, period_start, period_end, least_points
    having count(*) >= least_points
)

select
    point.analysis_code,
    point.area_level,
    point.within_id,
    point.period_start,
    point.period_end,
    point.unit,
    count(*) as areas,
    trim_scale(round(cast(middle.median as numeric), 6)) as median,
    trim_scale(round(cast(
        1.4826 * percentile_cont(0.5) within group (order by abs(point.value - middle.median))
        as numeric
    ), 6)) as deviation,
    min(point.value) as least,
    (array_agg(point.admin_unit_id order by point.value asc, area_label.area_code asc))[1]
        as least_id,
    max(point.value) as greatest,
    (array_agg(point.admin_unit_id order by point.value desc, area_label.area_code asc))[1]
        as greatest_id,
    trim_scale(round(max(point.value) / nullif(min(point.value), 0), 6)) as ratio,
    case when min(point.low) > 0 then trim_scale(round(max(point.low) / min(point.high), 6)) end
        as ratio_low,
    case when min(point.low) > 0 then trim_scale(round(max(point.high) / min(point.low), 6)) end
        as ratio_high
from point
inner join middle
    on
        middle.analysis_code = point.analysis_code
        and middle.area_level = point.area_level
        and middle.within_id = point.within_id
        and middle.period_start = point.period_start
        and middle.period_end = point.period_end
inner join calc.area_label on area_label.admin_unit_id = point.admin_unit_id
group by
    point.analysis_code, point.area_level, point.within_id, point.period_start, point.period_end,
    point.unit, middle.median
