-- 来源之间是否矛盾 / Whether the sources that report one cell, of the indicator that an alert watches or
-- of any, contradict each other; base_value: how many they are. One row per alert and cell that
-- several sources report.
create view calc.alert_point_conflict as
select
    alert_rule.code as alert_code,
    observation.admin_unit_id,
    observation.indicator_id,
    observation.breakdown_id,
    cast(null as text) as rule_code,
    cast(null as text) as comparison_kind,
    value.period_start,
    value.period_end,
    value.value,
    value.calc_low as low,
    value.calc_high as high,
    value.source_count as base_value,
    value.unit,
    value.in_conflict as failed,
    value.observation_id
from core.alert_rule
inner join core.observation
    on observation.indicator_id = coalesce(alert_rule.indicator_id, observation.indicator_id)
inner join mart.value
    on value.observation_id = observation.observation_id and value.source_count > 1
where alert_rule.measure = 'conflict'
