-- 派生指标的值、增长或变化 / The value of a metric that an alert watches, or its growth in percent or
-- its change since the one before. One row per alert, area and period.
create view calc.alert_point_metric as
with measured as (
    select
        alert_rule.code as alert_code,
        alert_rule.measure,
        metric.unit_code,
        metric_value.*,
        lag(metric_value.value) over in_time as value_before,
        lag(metric_value.low) over in_time as low_before,
        lag(metric_value.high) over in_time as high_before
    from core.alert_rule
    inner join core.metric on metric.code = alert_rule.metric_code
    inner join calc.metric_value on metric_value.metric_code = alert_rule.metric_code
    where alert_rule.measure in ('value', 'growth', 'change')
    window in_time as (
        partition by alert_rule.code, metric_value.admin_unit_id
        order by
            metric_value.period_end, metric_value.period_start,
            metric_value.numerator_observation_id
    )
)

select
    alert_code,
    admin_unit_id,
    period_start,
    period_end,
    case measure
        when 'value' then value
        when 'change' then value - value_before
        else 100 * (value / nullif(value_before, 0) - 1)
    end as value,
    case measure when 'value' then low when 'change' then low - high_before end as low,
    case measure when 'value' then high when 'change' then high - low_before end as high,
    case measure when 'value' then denominator else value_before end as base_value,
    case measure when 'growth' then 'percent' else unit_code end as unit,
    cast(null as boolean) as failed,
    numerator_observation_id as observation_id,
    denominator_observation_id as base_observation_id
from measured
where measure = 'value' or value_before is not null
