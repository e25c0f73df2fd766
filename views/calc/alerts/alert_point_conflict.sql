-- 来源之间是否矛盾 / Whether the sources that report one cell, of the indicator that an alert watches or
-- of any, contradict each other; base_value: how many they are. One row per alert and cell that
-- several sources report.
create view calc.alert_point_conflict as
select
    alert_rule.code as alert_code,
    contest.admin_unit_id,
    contest.indicator_id,
    contest.breakdown_id,
    observed.period_start,
    observed.period_end,
    observed.value,
    observed.calc_low as low,
    observed.calc_high as high,
    contest.source_count as base_value,
    observed.unit,
    contest.in_conflict as failed,
    contest.observation_id
from core.alert_rule
inner join calc.contest
    on
        contest.source_count > 1
        and contest.indicator_id = coalesce(alert_rule.indicator_id, contest.indicator_id)
inner join calc.observed on observed.observation_id = contest.observation_id
where alert_rule.measure = 'conflict'
