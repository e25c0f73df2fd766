-- 同时变动的指标 / Where the companion indicator of an alert, which must move at the same time, does so:
-- rises or falls since the value before, as the rule has it. One row per alert, area and last day.
create view calc.alert_companion as
select distinct
    alert_rule.code as alert_code,
    growth.admin_unit_id,
    growth.period_end
from core.alert_rule
inner join calc.growth
    on
        growth.indicator_id = alert_rule.companion_indicator_id
        and growth.breakdown_id = alert_rule.companion_breakdown_id
        and growth.is_consecutive
where
    case alert_rule.companion_direction
        when 'rising' then growth.change > 0
        else growth.change < 0
    end
