-- Indicators, each with the breakdowns that figures have and with an accepted figure.
select
    indicator.program_code,
    indicator.indicator_code as code,
    indicator.indicator_name as name,
    indicator.indicator_name_en as name_en,
    indicator.definition,
    indicator.definition_en,
    indicator.kind,
    indicator.unit,
    indicator.unit_name,
    indicator.over_areas,
    indicator.over_time,
    indicator.low,
    indicator.high,
    (
        select string_agg(distinct value.breakdown, ', ' order by value.breakdown)
        from mart.value
        where value.indicator_code = indicator.indicator_code
    ) as breakdowns,
    example.area_name,
    example.breakdown,
    example.period_label,
    example.printed,
    example.value,
    example.source_code
from mart.indicator
left join lateral (
    select
        reported.area_name,
        reported.breakdown,
        reported.period_label,
        reported.printed,
        reported.value,
        reported.source_code
    from mart.reported
    where reported.indicator_code = indicator.indicator_code and reported.accepted
    order by reported.source_code, length(reported.locator), reported.locator
    limit 1
) as example on true
order by indicator.indicator_code
