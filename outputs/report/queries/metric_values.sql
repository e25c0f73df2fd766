-- The values of metrics, with the observations that they are computed from.
select
    metric_code,
    area_code,
    period_start,
    period_end,
    value,
    low,
    high,
    numerator_observation_id as numerator_id,
    denominator_observation_id as denominator_id,
    denominator_first_observation_id as denominator_first_id,
    trim_scale(round(denominator, 6)) as denominator,
    denominator_age_days,
    exceeds_whole
from mart.metric_value
where area_code = any(:areas)
order by area_code, metric_code, period_end
