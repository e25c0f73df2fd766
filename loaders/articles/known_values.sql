-- For each figure asked for: the value of its cell, or else of the nearest day of its series.
select
    asked.number,
    nearest.value,
    nearest.low,
    nearest.high,
    nearest.period_end,
    nearest.period_start = asked.start and nearest.period_end = asked.day as is_same_period
from
    jsonb_to_recordset(cast(:asked as jsonb))
        as asked (number int, indicator text, area text, breakdown text, day date, start date)
inner join core.indicator on indicator.code = asked.indicator
inner join core.breakdown on breakdown.key = asked.breakdown
inner join calc.area_label as area on area.area_code = asked.area
cross join lateral (
    select
        series.value,
        series.low,
        series.high,
        series.period_start,
        series.period_end
    from calc.series
    where
        series.admin_unit_id = area.admin_unit_id
        and series.indicator_id = indicator.indicator_id
        and series.breakdown_id = breakdown.breakdown_id
        and (series.period_end = asked.day or indicator.kind <> 'flow')
    order by
        (series.period_start = asked.start and series.period_end = asked.day) desc,
        abs(series.period_end - asked.day)
    limit 1
) as nearest
