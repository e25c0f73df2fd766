-- 所述比较与数据是否相符 / Whether a stated comparison, of the indicator that an alert watches or of
-- any, agrees with what can be computed, which is the base. One row per alert and comparison.
create view calc.alert_point_contradiction as
select
    alert_rule.code as alert_code,
    comparison.admin_unit_id,
    comparison.indicator_id,
    -- What a source says of one indicator is one series, whatever its breakdown.
    cast(null as int) as breakdown_id,
    comparison.period_start,
    comparison.period_end,
    comparison.value,
    comparison.low,
    comparison.high,
    result.computed as base_value,
    comparison.unit_code as unit,
    result.verdict = 'contradicted' as failed,
    cast(null as bigint) as observation_id,
    cast(null as text) as rule_code,
    comparison.kind as comparison_kind
from core.alert_rule
inner join core.comparison
    on comparison.indicator_id = coalesce(alert_rule.indicator_id, comparison.indicator_id)
inner join calc.comparison_result as result
    on result.comparison_id = comparison.comparison_id and result.verdict <> 'no_base'
where alert_rule.measure = 'contradiction'
