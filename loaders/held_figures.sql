-- The figures that a load has added, in the words of mart.reported.
select
    row_number() over (order by reported.observation_id) as position,
    reported.source_code,
    reported.locator,
    reported.printed,
    reported.indicator_code,
    reported.area_code,
    reported.breakdown,
    reported.period_start,
    reported.period_end,
    reported.basis,
    reported.value,
    reported.low,
    reported.high,
    reported.unit
from core.observation
inner join mart.reported using (observation_id)
where observation.load_file_id = :load_file_id
