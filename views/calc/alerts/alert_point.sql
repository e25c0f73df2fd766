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

watched as (
    select * from calc.alert_point_conflict
    union all
    select * from calc.alert_point_suspect
),

judged as (
    select * from calc.alert_point_failure
    union all
    select * from calc.alert_point_contradiction
)

select
    judged.*, -- noqa: AM04
    cast(null as bigint) as base_observation_id
from judged
union all
select
    watched.*,
    null,
    null,
    null
from watched
union all
select
    measured.alert_code,
    measured.admin_unit_id,
    alert_rule.indicator_id,
    alert_rule.breakdown_id,
    measured.period_start,
    measured.period_end,
    measured.value,
    measured.low,
    measured.high,
    measured.base_value,
    measured.unit,
    measured.failed,
    measured.observation_id,
    null,
    null,
    measured.base_observation_id
from measured
inner join core.alert_rule on alert_rule.code = measured.alert_code
