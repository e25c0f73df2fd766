-- 同时变动的指标 / Where the companion indicator of an alert, which must move at the same time, does so:
-- rises or falls since the value before, as the rule has it. One row per alert, area and last day.
create view calc.alert_companion as
select distinct
    alert_rule.code as alert_code,
    observation.admin_unit_id,
    growth.period_end
from core.alert_rule
inner join core.indicator on indicator.indicator_id = alert_rule.companion_indicator_id
inner join core.breakdown on breakdown.breakdown_id = alert_rule.companion_breakdown_id
inner join mart.growth
    on
        growth.indicator_code = indicator.code
        and growth.breakdown = breakdown.key
        and growth.is_consecutive
inner join core.observation on observation.observation_id = growth.observation_id
where
    case alert_rule.companion_direction
        when 'rising' then growth.change > 0
        else growth.change < 0
    end
