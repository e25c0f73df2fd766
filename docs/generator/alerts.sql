-- Alert rules, each with the message of its latest alert.
select
    alert_rule.program_code,
    alert_rule.code,
    alert_rule.name,
    alert_rule.name_en,
    alert_rule.definition,
    alert_rule.definition_en,
    alert_rule.severity,
    alert_rule.measure,
    alert_rule.direction,
    alert_rule.threshold,
    alert_rule.least_base,
    alert_rule.metric_code,
    alert_rule.rule_code,
    alert_rule.companion_direction,
    indicator.code as indicator_code,
    breakdown.key as breakdown,
    companion.code as companion_code,
    latest.message as example,
    latest.message_en as example_en
from core.alert_rule
left join core.indicator on indicator.indicator_id = alert_rule.indicator_id
left join core.breakdown on breakdown.breakdown_id = alert_rule.breakdown_id
left join core.indicator as companion
    on companion.indicator_id = alert_rule.companion_indicator_id
left join lateral (
    select
        alert.message,
        alert.message_en
    from mart.alert
    where alert.alert_code = alert_rule.code
    order by alert.period_end desc, alert.area_code asc
    limit 1
) as latest on true
order by alert_rule.code
