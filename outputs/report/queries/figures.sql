-- All reported figures of these areas, accepted or not.
select
    observation_id,
    source_code,
    locator,
    printed,
    carried,
    indicator_code,
    area_code,
    breakdown,
    period_start,
    period_end,
    basis,
    value,
    low,
    high,
    qualifier,
    printed_unit,
    status,
    accepted,
    period_note,
    note,
    cast(recorded_at as date) as recorded_on
from mart.reported
where area_code = any(:areas)
order by area_code, indicator_code, breakdown, period_end, period_start, observation_id
