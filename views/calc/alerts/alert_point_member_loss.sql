-- 少报的下级数 / How many more children report an indicator that an alert watches than before (negative:
-- fewer), counted only where their sum shrank with them; base_value: how many reported before.
-- One row per alert, area and period with another before it.
create view calc.alert_point_member_loss as
with summed as (
    select
        alert_rule.code as alert_code,
        rollup.*,
        lag(rollup.children_reporting) over in_time as reporting_before,
        lag(rollup.sum_of_children) over in_time as sum_before
    from core.alert_rule
    inner join core.indicator on indicator.indicator_id = alert_rule.indicator_id
    inner join core.breakdown on breakdown.breakdown_id = alert_rule.breakdown_id
    inner join mart.rollup
        on
            rollup.indicator_code = indicator.code
            and rollup.breakdown = breakdown.key
            and rollup.method = 'sum'
    where alert_rule.measure = 'member_loss'
    window in_time as (
        partition by
            alert_rule.code, rollup.area_code, rollup.basis,
            rollup.period_end > rollup.period_start
        order by rollup.period_end, rollup.period_start
    )
)

select
    summed.alert_code,
    area_label.admin_unit_id,
    summed.period_start,
    summed.period_end,
    case
        when summed.sum_of_children < summed.sum_before
            then summed.children_reporting - summed.reporting_before
        else 0
    end as value,
    cast(null as numeric) as low,
    cast(null as numeric) as high,
    summed.reporting_before as base_value,
    'item' as unit,
    cast(null as boolean) as failed,
    summed.observation_id,
    cast(null as bigint) as base_observation_id
from summed
inner join calc.area_label on area_label.area_code = summed.area_code
where summed.reporting_before is not null
