-- 规则是否成立 / Whether a rule that an alert watches, or any rule, holds: the left side as the value,
-- the right side as the base. One row per alert, rule, area and period.
create view calc.alert_point_failure as
select
    alert_rule.code as alert_code,
    area_label.admin_unit_id,
    cast(null as int) as indicator_id,
    cast(null as int) as breakdown_id,
    rule_check.rule_code,
    cast(null as text) as comparison_kind,
    rule_check.period_start,
    rule_check.period_end,
    rule_check.left_value as value,
    rule_check.left_low as low,
    rule_check.left_high as high,
    rule_check.right_value as base_value,
    cast(null as text) as unit,
    rule_check.verdict = 'fails' as failed,
    cast(null as bigint) as observation_id
from core.alert_rule
inner join mart.rule_check
    on
        rule_check.rule_code = coalesce(alert_rule.rule_code, rule_check.rule_code)
        and rule_check.verdict <> 'untestable'
inner join calc.area_label on area_label.area_code = rule_check.area_code
where alert_rule.measure = 'failure'
