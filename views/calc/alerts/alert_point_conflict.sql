-- 来源之间是否矛盾 / Whether the sources that report one cell, of the indicator that an alert watches or
-- of any, contradict each other; base_value: how many they are. One row per alert and cell that
-- several sources report.
create view calc.alert_point_conflict as
select
    alert_rule.code as alert_code,
    contest.admin_unit_id,
    contest.indicator_id,
    contest.breakdown_id,
    cast(null as text) as rule_code,
    cast(null as text) as comparison_kind,
    observation.period_start,
    observation.period_end,
    observation.value,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
        as low,
    calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
        as high,
    contest.source_count as base_value,
    indicator.unit,
    contest.in_conflict as failed,
    contest.observation_id
from core.alert_rule
inner join calc.contest
    on
        contest.source_count > 1
        and contest.indicator_id = coalesce(alert_rule.indicator_id, contest.indicator_id)
inner join core.observation on observation.observation_id = contest.observation_id
inner join calc.indicator_label as indicator on indicator.indicator_id = contest.indicator_id
where alert_rule.measure = 'conflict'
