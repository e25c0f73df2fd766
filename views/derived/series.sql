-- 序列中的值 / The accepted values in their series: an indicator, area and breakdown; levels (point,
-- effective) form one series (span: level), flows one for each length of period (span: 1 year).
-- A figure with status B (break) opens a new segment, and values of different segments are not
-- comparable. Targets are in none. One row per value.
create view mart.series as
with spanned as (
    select
        value.*,
        case
            when value.basis in ('point', 'effective') then 'level'
            else cast(age(value.period_end + 1, value.period_start) as text)
        end as span
    from mart.value
    where value.basis <> 'target'
)

select
    spanned.*, -- noqa: AM04
    count(*) filter (where spanned.status = 'B') over (
        partition by
            spanned.indicator_code, spanned.area_code, spanned.breakdown, spanned.span
        order by spanned.period_end, spanned.period_start, spanned.observation_id
    ) as segment
from spanned
