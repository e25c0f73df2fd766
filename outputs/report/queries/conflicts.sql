-- Two reports of one cell that cannot both be true.
select
    area_code,
    indicator_code,
    breakdown,
    observation_id,
    other_observation_id,
    cause
from mart.conflict
where area_code = any(:areas)
order by area_code, indicator_code, period_end
