-- An indicator over time, with its source.
select
    value.area_code,
    value.period_start,
    value.period_end,
    value.value,
    value.low,
    value.high,
    value.unit,
    source.source_code,
    source.title as source_title
from mart.value
inner join mart.source on source.source_code = value.source_code
where
    value.area_code = any(:areas)
    and value.indicator_code = :code
    and value.breakdown = :breakdown
    and value.basis <> 'target'
order by value.area_code, value.period_end, value.period_start
