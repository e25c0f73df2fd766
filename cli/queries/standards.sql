-- The minimum living standards of town and country, side by side.
select
    rural.area_name as area,
    rural.area_name_en as area_en,
    rural.period_label as period,
    urban.value as urban,
    rural.value as rural,
    rural.unit,
    unit.unit_name,
    round(metric_value.value, 1) as rural_to_urban_pct
from mart.value as rural
inner join mart.value as urban
    on
        (urban.indicator_code, urban.area_code, urban.period_end, urban.basis)
        = (rural.indicator_code, rural.area_code, rural.period_end, rural.basis)
        and urban.breakdown = 'residence=urban'
inner join mart.unit on unit.unit = rural.unit
inner join mart.metric_value
    on
        metric_value.metric_code = 'dibao_standard_rural_to_urban'
        and metric_value.numerator_observation_id = rural.observation_id
where
    rural.indicator_code = 'dibao_standard'
    and rural.breakdown = 'residence=rural'
    and rural.basis = 'point'
    -- Of all places that the bundled content has, the nation is what fits a screen.
    and (
        rural.area_level = 'nation'
        or not exists (
            select from mart.value
            where indicator_code = 'dibao_standard' and area_level = 'nation'
        )
    )
order by rural.area_code, rural.period_end
