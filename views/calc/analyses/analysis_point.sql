-- 统计分析所用的点 / What a statistical analysis looks at: the value of its indicator or metric for
-- an area and period, on ids. Areas of one level within one unit (within_id) are peers: those of a
-- province, provinces among each other; a set of units has none. One row per analysis and value.
create view calc.analysis_point as
with point as (
    select
        analysis.code as analysis_code,
        analysis.method,
        analysis.least_points,
        series.admin_unit_id,
        series.period_start,
        series.period_end,
        series.span,
        series.segment,
        series.value,
        series.calc_low as low,
        series.calc_high as high,
        series.unit,
        series.observation_id
    from core.analysis
    inner join calc.series
        on
            series.indicator_id = analysis.indicator_id
            and series.breakdown_id = analysis.breakdown_id
    union all
    select
        analysis.code,
        analysis.method,
        analysis.least_points,
        observation.admin_unit_id,
        metric_value.period_start,
        metric_value.period_end,
        case
            when metric_value.period_start = metric_value.period_end then 'level'
            else cast(age(metric_value.period_end + 1, metric_value.period_start) as text)
        end,
        0,
        metric_value.value,
        metric_value.low,
        metric_value.high,
        metric_value.unit,
        metric_value.numerator_observation_id
    from core.analysis
    inner join mart.metric_value on metric_value.metric_code = analysis.metric_code
    inner join core.observation
        on observation.observation_id = metric_value.numerator_observation_id
)

select
    point.*, -- noqa: AM04
    area.area_level,
    area.parent_id,
    case area.area_level
        when 'province' then area.parent_id
        when 'set' then point.admin_unit_id
        else coalesce(area.province_id, area.parent_id)
    end as within_id
from point
cross join lateral calc.location_of(point.admin_unit_id) as area
