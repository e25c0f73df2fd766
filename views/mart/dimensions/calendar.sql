-- 日历 / Every day from the first year of the figures to the last, without a gap, for tools that want
-- a table of dates. One row per day.
create view mart.calendar as
with span as (
    select
        date_trunc('year', cast(min(period_start) as timestamp)) as first_day,
        date_trunc('year', cast(max(period_end) as timestamp)) + interval '1 year - 1 day'
            as last_day
    from core.observation
    where withdrawn_at is null
)

select
    cast(day as date) as day,
    cast(extract(year from day) as int) as year,
    cast(extract(quarter from day) as int) as quarter,
    cast(extract(month from day) as int) as month,
    to_char(day, 'YYYY"-Q"Q') as year_quarter,
    to_char(day, 'YYYY-MM') as year_month,
    day = date_trunc('year', day) + interval '1 year - 1 day' as is_year_end
from span
cross join generate_series(span.first_day, span.last_day, interval '1 day') as day
