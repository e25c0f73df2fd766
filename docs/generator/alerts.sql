select
    alert_rule.*,
    indicator.code as indicator_code,
    breakdown.key as breakdown,
    companion.code as companion_code,
    found.example,
    found.example_en
from core.alert_rule
left join core.indicator using (indicator_id)
left join core.breakdown using (breakdown_id)
left join core.indicator as companion
    on companion.indicator_id = alert_rule.companion_indicator_id
left join lateral (
    select alert.message as example, alert.message_en as example_en
    from mart.alert
    where alert.alert_code = alert_rule.code
    order by alert.period_end desc, alert.area_code
    limit 1
) as found on true
order by alert_rule.code
