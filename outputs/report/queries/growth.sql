-- The change of each figure from the preceding one.
select
    observation_id,
    base_observation_id,
    trim_scale(round(change, 6)) as change,
    trim_scale(round(change_low, 6)) as change_low,
    trim_scale(round(change_high, 6)) as change_high,
    change_unit,
    trim_scale(round(growth_pct, 4)) as growth,
    trim_scale(round(growth_pct_low, 4)) as growth_low,
    trim_scale(round(growth_pct_high, 4)) as growth_high,
    trim_scale(round(annual_growth_pct, 4)) as annual_growth,
    sign_certain
from mart.growth
where is_consecutive and area_code = any(:areas)
