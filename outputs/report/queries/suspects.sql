-- Figures that are probably wrong. They are found for all areas first, since the figures of an area
-- are judged by those of others.
with found as materialized (
    select * from mart.suspect
)

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
from found
where area_code = any(:areas)
order by area_code, indicator_code, period_end
