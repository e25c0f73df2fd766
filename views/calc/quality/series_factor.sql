-- 值与前后值相差的单位倍数 / By which factor of a wrong unit a value is off against the one before and
-- against the one after it in its series, on ids. One row per value for which there is any.
create view calc.series_factor as
with factor as (
    select
        series.observation_id,
        series.indicator_id,
        series.breakdown_id,
        series.admin_unit_id,
        series.previous_id,
        series.points,
        case when series.previous_value > 0 then series.previous_value end as value_before,
        case when series.next_value > 0 then series.next_value end as value_after,
        -- No factor of a slip comes near to 8; most values need no closer look.
        case
            when
                series.previous_value > 0
                and (
                    series.value > 8 * series.previous_value
                    or series.previous_value > 8 * series.value
                )
                then calc.slip_of(series.value / series.previous_value, indicator.kind = 'standard')
        end as factor_before,
        case
            when
                series.next_value > 0
                and (
                    series.value > 8 * series.next_value or series.next_value > 8 * series.value
                )
                then calc.slip_of(series.value / series.next_value, indicator.kind = 'standard')
        end as factor_after
    from calc.series
    inner join calc.indicator_label as indicator
        on indicator.indicator_id = series.indicator_id and indicator.kind <> 'ratio'
    where series.value > 0
)

select factor.*
from factor
where factor_before is not null or factor_after is not null
