-- Early warnings that are in force or were cleared.
select
    alert_code,
    alert_name,
    alert_name_en,
    severity,
    state,
    area_code,
    breakdown,
    period_end,
    message,
    message_en,
    observation_id,
    base_observation_id
from mart.alert
where area_code = any(:areas)
order by area_code asc, period_end desc, alert_code asc
