-- The minimum living standards of town and country, side by side.
select
    rural.area_name as "地区",
    rural.period_label as "时期",
    urban.value as "城市低保标准",
    rural.value as "农村低保标准",
    rural.unit as "单位",
    round(metric_value.value, 1) as "农村/城市 %"
from mart.value as rural
inner join mart.value as urban
    on
        (urban.indicator_code, urban.area_code, urban.period_end, urban.basis)
        = (rural.indicator_code, rural.area_code, rural.period_end, rural.basis)
        and urban.breakdown = 'residence=urban'
inner join mart.metric_value
    on
        metric_value.metric_code = 'dibao_standard_rural_to_urban'
        and metric_value.numerator_observation_id = rural.observation_id
where
    rural.indicator_code = 'dibao_standard'
    and rural.breakdown = 'residence=rural'
    and rural.basis = 'point'
order by rural.area_code, rural.period_end
