-- 每个点是否应报 / Whether an early-warning rule fires at a point that it looks at (fires), and whether
-- it does so wherever in their intervals the true figures are (certain). One row per point.
create view calc.alert_judgement as
with judged as (
    select
        alert_point.*,
        alert_rule.measure,
        alert_rule.companion_direction,
        coalesce(alert_point.base_value >= alert_rule.least_base, true) as is_large_enough,
        case alert_rule.direction
            when 'below' then alert_point.value < alert_rule.threshold
            else alert_point.value > alert_rule.threshold
        end as is_beyond,
        case alert_rule.direction
            when 'below' then alert_point.high < alert_rule.threshold
            else alert_point.low > alert_rule.threshold
        end as is_certainly_beyond
    from calc.alert_point
    inner join core.alert_rule on alert_rule.code = alert_point.alert_code
)

select
    judged.alert_code,
    judged.admin_unit_id,
    judged.indicator_id,
    judged.breakdown_id,
    judged.rule_code,
    judged.comparison_kind,
    judged.period_start,
    judged.period_end,
    judged.value,
    judged.low,
    judged.high,
    judged.base_value,
    judged.unit,
    judged.observation_id,
    judged.base_observation_id,
    case
        when judged.measure in ('failure', 'contradiction', 'conflict') then judged.failed
        -- A suspected figure has no threshold: it is never certain to be wrong.
        else coalesce(judged.is_certainly_beyond, false)
    end as certain,
    coalesce(judged.failed, judged.is_beyond, false)
    and judged.is_large_enough
    and (judged.companion_direction is null or alert_companion.alert_code is not null) as fires
from judged
left join calc.alert_companion using (alert_code, admin_unit_id, period_end)
