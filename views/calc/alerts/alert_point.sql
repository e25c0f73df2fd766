-- 预警所看的每个点 / What every early-warning rule measures for an area and period, a warning or not,
-- on ids. indicator_id to comparison_kind: what is watched there, which rules for any
-- indicator or rule leave open. failed: the rule, comparison or sources watched disagree, or the
-- figure is suspected; false for what is no warning whatever its value; null where the threshold
-- decides. One row per alert, area, period and what is watched.
create view calc.alert_point as
-- The parts of each union have the same columns in the same order, as a test makes sure.
with measured as (
    select * from calc.alert_point_value
    union all
    select * from calc.alert_point_growth
    union all
    select * from calc.alert_point_share_of_province
    union all
    select * from calc.alert_point_silence
    union all
    select * from calc.alert_point_metric
    union all
    select * from calc.alert_point_member_loss
    union all
    select * from calc.alert_point_delay
),

judged as (
    select * from calc.alert_point_failure
    union all
    select * from calc.alert_point_contradiction
    union all
    select * from calc.alert_point_conflict
    union all
    select * from calc.alert_point_suspect
)

select
    measured.alert_code,
    measured.admin_unit_id,
    alert_rule.indicator_id,
    alert_rule.breakdown_id,
    cast(null as text) as rule_code,
    cast(null as text) as comparison_kind,
    measured.period_start,
    measured.period_end,
    measured.value,
    measured.low,
    measured.high,
    measured.base_value,
    measured.unit,
    measured.failed,
    measured.observation_id,
    measured.base_observation_id
from measured
inner join core.alert_rule on alert_rule.code = measured.alert_code
union all
select
    alert_code,
    admin_unit_id,
    indicator_id,
    breakdown_id,
    rule_code,
    comparison_kind,
    period_start,
    period_end,
    value,
    low,
    high,
    base_value,
    unit,
    failed,
    observation_id,
    null
from judged
