-- 指标比前值的增长或变化 / The growth in percent, or the change, of an indicator that an alert watches
-- since the value before. One row per alert, area and period.
create view calc.alert_point_growth as
select
    alert_rule.code as alert_code,
    growth.admin_unit_id,
    growth.period_start,
    growth.period_end,
    measured.value,
    measured.low,
    measured.high,
    growth.base_value,
    measured.unit,
    cast(null as boolean) as failed,
    growth.observation_id,
    growth.base_observation_id
from core.alert_rule
inner join calc.growth using (indicator_id, breakdown_id)
inner join calc.indicator_label as indicator using (indicator_id)
inner join lateral (
    values
    ('growth', growth.growth_pct, growth.growth_pct_low, growth.growth_pct_high, 'percent'),
    ('change', growth.change, growth.change_low, growth.change_high, indicator.unit)
) as measured (measure, value, low, high, unit) on measured.measure = alert_rule.measure
where growth.is_consecutive
