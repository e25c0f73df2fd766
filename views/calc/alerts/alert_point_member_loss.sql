-- 少报的下级数 / How many more children report an indicator that an alert watches than before (negative:
-- fewer), counted only where their sum shrank with them and at least half of them still report: the
-- one province whose months are published is no loss of the others. base_value: how many before.
-- One row per alert, area and period with another before it.
create view calc.alert_point_member_loss as
with summed as (
    select
        alert_rule.code as alert_code,
        rollup.*,
        lag(rollup.children_reporting) over in_time as reporting_before,
        lag(rollup.sum_of_children) over in_time as sum_before
    from core.alert_rule
    inner join calc.rollup using (indicator_id, breakdown_id)
    inner join calc.indicator_label as indicator using (indicator_id)
    where alert_rule.measure = 'member_loss' and indicator.over_areas = 'sum'
    window in_time as (
        partition by
            alert_rule.code, rollup.parent_id, rollup.basis,
            rollup.period_end > rollup.period_start
        order by rollup.period_end, rollup.period_start
    )
)

select
    alert_code,
    parent_id as admin_unit_id,
    period_start,
    period_end,
    case
        when sum_of_children < sum_before and children_reporting * 2 >= reporting_before
            then children_reporting - reporting_before
        else 0
    end as value,
    cast(null as numeric) as low,
    cast(null as numeric) as high,
    reporting_before as base_value,
    'item' as unit,
    cast(null as boolean) as failed,
    observation_id,
    cast(null as bigint) as base_observation_id
from summed
where reporting_before is not null
