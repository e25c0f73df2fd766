-- 指标的值 / The value of an indicator that an alert watches. One row per alert, area and period.
create view calc.alert_point_value as
select
    alert_rule.code as alert_code,
    figure.admin_unit_id,
    figure.period_start,
    figure.period_end,
    figure.value,
    figure.calc_low as low,
    figure.calc_high as high,
    cast(null as numeric) as base_value,
    indicator.unit,
    cast(null as boolean) as failed,
    figure.observation_id,
    cast(null as bigint) as base_observation_id
from core.alert_rule
inner join calc.series as figure using (indicator_id, breakdown_id)
inner join calc.indicator_label as indicator using (indicator_id)
where alert_rule.measure = 'value'
