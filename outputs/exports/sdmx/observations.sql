-- The accepted values of an export as columns of SDMX-CSV, with the breakdown that the columns of
-- dimensions are made from. The rows of the export are the relation selected.
with frequency (code, starts_with, duration, time_format) as (
    values
    ('M', 'month', interval '1 month', 'YYYY-MM'),
    ('Q', 'quarter', interval '3 months', 'YYYY"-Q"Q'),
    ('S', 'quarter', interval '6 months', 'YYYY"-S"'),
    ('A', 'year', interval '1 year', 'YYYY'),
    ('A5', 'year', interval '5 years', 'YYYY-MM-DD"/P5Y"')
)

select
    selected.breakdown,
    coalesce(frequency.code, 'I') as "FREQ",
    selected.indicator_code as "INDICATOR",
    selected.area_code as "REF_AREA",
    selected.basis as "BASIS",
    case
        when selected.period_start = selected.period_end
            then to_char(selected.period_start, 'YYYY-MM-DD')
        when frequency.code is null
            then
                to_char(selected.period_start, 'YYYY-MM-DD"/P"')
                || selected.period_end + 1 - selected.period_start || 'D'
        when frequency.code = 'S'
            then
                to_char(selected.period_start, frequency.time_format)
                || (extract(quarter from selected.period_start)::int + 1) / 2
        else to_char(selected.period_start, frequency.time_format)
    end as "TIME_PERIOD",
    selected.value as "OBS_VALUE",
    selected.status as "OBS_STATUS",
    selected.unit as "UNIT_MEASURE",
    0 as "UNIT_MULT",
    selected.qualifier as "QUALIFIER",
    selected.low as "LOWER_BOUND",
    selected.high as "UPPER_BOUND",
    selected.printed_unit as "PRINTED_UNIT",
    selected.source_code as "SOURCE",
    selected.source_count as "SOURCE_COUNT",
    selected.in_conflict as "IN_CONFLICT",
    selected.observation_id as "OBSERVATION_ID"
from selected
left join frequency
    on
        selected.period_start = date_trunc(frequency.starts_with, selected.period_start)
        and selected.period_end + 1 = selected.period_start + frequency.duration
        -- A half-year begins in January or July.
        and (frequency.code <> 'S' or extract(quarter from selected.period_start) in (1, 3))
