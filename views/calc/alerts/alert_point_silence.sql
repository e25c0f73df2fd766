-- 停报的天数 / How many days the last figure of an area is behind the last of any area of its level,
-- for an indicator that an alert watches; base_value: of how many areas. It is not silent while it
-- is behind by no more than it ever was: a census every ten years. One row per alert and area.
create view calc.alert_point_silence as
with figure as (
    select
        alert_rule.code as alert_code,
        figure.*,
        figure.period_end
        - lag(figure.period_end) over (
            partition by alert_rule.code, figure.admin_unit_id order by figure.period_end
        ) as gap
    from core.alert_rule
    inner join calc.figure
        on
            figure.indicator_id = alert_rule.indicator_id
            and figure.breakdown_id = alert_rule.breakdown_id
    where alert_rule.measure = 'silence'
),

last_figure as (
    select distinct on (alert_code, admin_unit_id)
        figure.*,
        max(gap) over (partition by alert_code, admin_unit_id) as longest_gap
    from figure
    order by alert_code asc, admin_unit_id asc, period_end desc, observation_id desc
),

behind as (
    select
        last_figure.*,
        max(last_figure.period_end) over peers - last_figure.period_end as days,
        count(*) over peers as peers
    from last_figure
    inner join calc.area_label on area_label.admin_unit_id = last_figure.admin_unit_id
    window peers as (partition by last_figure.alert_code, area_label.area_level)
)

select
    alert_code,
    admin_unit_id,
    period_end as period_start,
    period_end,
    days as value,
    days as low,
    days as high,
    peers as base_value,
    'day' as unit,
    case when days <= longest_gap then false end as failed,
    observation_id,
    cast(null as bigint) as base_observation_id
from behind
