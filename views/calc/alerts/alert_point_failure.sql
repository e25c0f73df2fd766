-- 规则是否成立 / Whether a rule that an alert watches, or any rule, holds: the left side as the value,
-- the right side as the base. One row per alert, rule, area and period.
create view calc.alert_point_failure as
select
    alert_rule.code as alert_code,
    result.admin_unit_id,
    cast(null as int) as indicator_id,
    cast(null as int) as breakdown_id,
    result.period_start,
    result.period_end,
    result.left_value as value,
    result.left_low as low,
    result.left_high as high,
    result.right_value as base_value,
    cast(null as text) as unit,
    result.verdict = 'fails' as failed,
    cast(null as bigint) as observation_id,
    result.rule_code,
    cast(null as text) as comparison_kind
from core.alert_rule
inner join calc.rule_result as result
    on
        result.rule_code = coalesce(alert_rule.rule_code, result.rule_code)
        and result.verdict <> 'untestable'
where alert_rule.measure = 'failure'
