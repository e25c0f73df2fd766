-- A metric over time, with the source of its numerator.
select
    metric_value.area_code,
    metric_value.period_start,
    metric_value.period_end,
    metric_value.value,
    metric_value.low,
    metric_value.high,
    metric_value.unit,
    reported.source_code,
    reported.source_title
from mart.metric_value
inner join mart.reported
    on reported.observation_id = metric_value.numerator_observation_id
where metric_value.area_code = any(:areas) and metric_value.metric_code = :code
order by metric_value.area_code, metric_value.period_end, metric_value.period_start
