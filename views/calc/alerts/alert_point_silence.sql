-- 停报的天数 / How many days the last figure of an area is behind the last of any area of its level,
-- for an indicator that an alert watches; base_value: of how many areas. It is not silent while it
-- is behind by no more than it ever was: a census every ten years. One row per alert and area.
create view calc.alert_point_silence as
with figure as (
    select
        alert_rule.code as alert_code,
        series.*,
        series.period_end
        - lag(series.period_end) over (
            partition by alert_rule.code, series.admin_unit_id order by series.period_end
        ) as gap
    from core.alert_rule
    inner join calc.series using (indicator_id, breakdown_id)
    where alert_rule.measure = 'silence'
),

last_figure as (
    select distinct on (alert_code, admin_unit_id)
        figure.*,
        max(gap) over (partition by alert_code, admin_unit_id) as longest_gap
    from figure
    order by alert_code asc, admin_unit_id asc, period_end desc, observation_id desc
)

select
    last_figure.alert_code,
    last_figure.admin_unit_id,
    last_figure.period_end as period_start,
    last_figure.period_end,
    peers.last_day - last_figure.period_end as value,
    peers.last_day - last_figure.period_end as low,
    peers.last_day - last_figure.period_end as high,
    peers.areas as base_value,
    'day' as unit,
    case when peers.last_day - last_figure.period_end <= last_figure.longest_gap then false end
        as failed,
    last_figure.observation_id,
    cast(null as bigint) as base_observation_id
from last_figure
inner join calc.last_report as peers using (indicator_id, breakdown_id, area_level)
