-- 统计分析所用的点 / What a statistical analysis looks at: the value of its indicator or metric for
-- an area and period, on ids. Areas of one level within one unit (within_id) are peers.
-- One row per analysis and value.
-- Key: analysis_code, admin_unit_id.
create table calc.analysis_point as
with point as (
    select
        analysis.code as analysis_code,
        series.admin_unit_id,
        series.period_start,
        series.period_end,
        series.span,
        series.segment,
        series.value,
        series.calc_low as low,
        series.calc_high as high,
        indicator.unit,
        series.observation_id
    from core.analysis
    inner join calc.series using (indicator_id, breakdown_id)
    inner join calc.indicator_label as indicator using (indicator_id)
    union all
    select
        analysis.code,
        metric_value.admin_unit_id,
        metric_value.period_start,
        metric_value.period_end,
        case
            when metric_value.period_start = metric_value.period_end then 0
            else calc.span(metric_value.period_start, metric_value.period_end)
        end,
        0,
        metric_value.value,
        metric_value.low,
        metric_value.high,
        metric.unit_code,
        metric_value.numerator_observation_id
    from core.analysis
    inner join calc.metric_value using (metric_code)
    inner join core.metric on metric.code = analysis.metric_code
)

select
    point.*, -- noqa: AM04
    area.area_level,
    area.parent_id,
    area.within_id
from point
inner join calc.area_location as area on area.admin_unit_id = point.admin_unit_id;

create index analysis_point_admin_unit_id_idx
on calc.analysis_point (admin_unit_id, analysis_code);

create index analysis_point_peers_idx
on calc.analysis_point (analysis_code, within_id, area_level, period_end);

-- Touched by calc.series:
select
    analysis.code as analysis_code,
    series.admin_unit_id
from touched_series as series
inner join core.analysis using (indicator_id, breakdown_id);

-- Touched by calc.metric_value:
select
    analysis.code as analysis_code,
    metric_value.admin_unit_id
from touched_metric_value as metric_value
inner join core.analysis on analysis.metric_code = metric_value.metric_code;

-- Touched by calc.area_location:
select
    analysis.code as analysis_code,
    area.admin_unit_id
from touched_area_location as area
cross join core.analysis
