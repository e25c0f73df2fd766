-- Figures that are probably wrong.
select
    kind,
    area_code,
    indicator_code,
    breakdown,
    period_start,
    period_end,
    observation_id,
    trim_scale(round(expected, 2)) as expected,
    trim_scale(round(factor, 4)) as factor,
    other_area_code
from mart.suspect
where area_code = any(:areas)
order by area_code, indicator_code, period_end
