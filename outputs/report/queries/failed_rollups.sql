-- Values of an area that differ from the sum or mean of all areas below it.
select
    indicator_code,
    area_code,
    breakdown,
    period_start,
    period_end,
    basis,
    method,
    stated,
    sum_of_children,
    residual,
    children_reporting,
    observation_id,
    residual_reason as reason,
    residual_reason_en as reason_en
from mart.rollup
where verdict = 'fails' and area_code = any(:areas)
order by area_code asc, period_end desc, indicator_code asc, breakdown asc
