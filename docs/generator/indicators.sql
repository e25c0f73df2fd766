select
    indicator.*,
    (
        select string_agg(distinct value.breakdown, ', ' order by value.breakdown)
        from mart.value
        where value.indicator_code = indicator.indicator_code
    ) as breakdowns,
    example.*
from mart.indicator
left join lateral (
    select area_name, breakdown, period_label, printed, value, source_code
    from mart.reported
    where reported.indicator_code = indicator.indicator_code and reported.accepted
    order by source_code, length(locator), locator
    limit 1
) as example on true
order by indicator.indicator_code
