-- 所述比较与数据是否相符 / Whether a stated comparison, of the indicator that an alert watches or of
-- any, agrees with what can be computed, which is the base. One row per alert and comparison.
create view calc.alert_point_contradiction as
select
    alert_rule.code as alert_code,
    comparison.admin_unit_id,
    comparison.indicator_id,
    -- What a source says of one indicator is one series, whatever its breakdown.
    cast(null as int) as breakdown_id,
    cast(null as text) as rule_code,
    comparison_check.kind as comparison_kind,
    comparison_check.period_start,
    comparison_check.period_end,
    comparison_check.stated as value,
    comparison_check.stated_low as low,
    comparison_check.stated_high as high,
    comparison_check.computed as base_value,
    comparison_check.stated_unit as unit,
    comparison_check.verdict = 'contradicted' as failed,
    cast(null as bigint) as observation_id
from core.alert_rule
inner join core.comparison
    on comparison.indicator_id = coalesce(alert_rule.indicator_id, comparison.indicator_id)
inner join mart.comparison_check
    on
        comparison_check.comparison_id = comparison.comparison_id
        and comparison_check.verdict <> 'no_base'
where alert_rule.measure = 'contradiction'
