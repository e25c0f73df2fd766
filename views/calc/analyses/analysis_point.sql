-- 统计分析所用的点 / What a statistical analysis looks at: the value of its indicator or metric for
-- an area and period. Areas of one level in one province (provinces: of the country) are peers;
-- sets of units have none. One row per analysis, area, period and value.
create view calc.analysis_point as
with point as (
    select
        analysis.code as analysis_code,
        analysis.method,
        analysis.least_points,
        series.area_code,
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
    inner join core.indicator on indicator.indicator_id = analysis.indicator_id
    inner join core.breakdown on breakdown.breakdown_id = analysis.breakdown_id
    inner join calc.series
        on series.indicator_code = indicator.code and series.breakdown = breakdown.key
    union all
    select
        analysis.code,
        analysis.method,
        analysis.least_points,
        metric_value.area_code,
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
)

select
    point.*,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    parent_label.area_code as parent_code,
    case area_label.area_level
        when 'province' then 'nation'
        when 'set' then area_label.area_code
        else coalesce(area.province_code, parent_label.area_code)
    end as peers_within
from point
inner join calc.area_label on area_label.area_code = point.area_code
left join calc.area_label as parent_label on parent_label.admin_unit_id = area_label.parent_id
left join mart.area on area.area_code = point.area_code
