-- The accepted values of an export as columns of SDMX-CSV, with the breakdown that the columns of
-- dimensions are made from. The rows of the export are the relation selected.
with figure as (
    select
        selected.observation_id,
        selected.indicator_code,
        selected.area_code,
        selected.breakdown,
        selected.period_start,
        selected.period_end,
        selected.basis,
        selected.value,
        selected.low,
        selected.high,
        selected.unit,
        selected.printed_unit,
        selected.qualifier,
        selected.status,
        selected.source_code,
        selected.source_count,
        selected.in_conflict,
        case
            when
                selected.period_start = date_trunc('month', selected.period_start)
                and selected.period_start + interval '1 month' = selected.period_end + 1
                then 'M'
            when
                selected.period_start = date_trunc('quarter', selected.period_start)
                and selected.period_start + interval '3 months' = selected.period_end + 1
                then 'Q'
            when
                selected.period_start = date_trunc('quarter', selected.period_start)
                and extract(quarter from selected.period_start) in (1, 3)
                and selected.period_start + interval '6 months' = selected.period_end + 1
                then 'S'
            when
                selected.period_start = date_trunc('year', selected.period_start)
                and selected.period_start + interval '1 year' = selected.period_end + 1
                then 'A'
            when
                selected.period_start = date_trunc('year', selected.period_start)
                and selected.period_start + interval '5 years' = selected.period_end + 1
                then 'A5'
            else 'I'
        end as frequency
    from selected
)

select
    breakdown,
    'dataflow' as "STRUCTURE",
    'MINZHENG:CIVIL_AFFAIRS(1.0.0)' as "STRUCTURE_ID",
    'I' as "ACTION",
    frequency as "FREQ",
    indicator_code as "INDICATOR",
    area_code as "REF_AREA",
    basis as "BASIS",
    case
        when period_start = period_end then to_char(period_start, 'YYYY-MM-DD')
        when frequency = 'M' then to_char(period_start, 'YYYY-MM')
        when frequency = 'Q' then to_char(period_start, 'YYYY"-Q"Q')
        when frequency = 'S'
            then
                to_char(period_start, 'YYYY"-S"')
                || (extract(quarter from period_start)::int + 1) / 2
        when frequency = 'A' then to_char(period_start, 'YYYY')
        when frequency = 'A5' then to_char(period_start, 'YYYY-MM-DD"/P5Y"')
        else to_char(period_start, 'YYYY-MM-DD"/P"') || period_end + 1 - period_start || 'D'
    end as "TIME_PERIOD",
    value as "OBS_VALUE",
    status as "OBS_STATUS",
    unit as "UNIT_MEASURE",
    0 as "UNIT_MULT",
    qualifier as "QUALIFIER",
    low as "LOWER_BOUND",
    high as "UPPER_BOUND",
    printed_unit as "PRINTED_UNIT",
    source_code as "SOURCE",
    source_count as "SOURCE_COUNT",
    in_conflict as "IN_CONFLICT",
    observation_id as "OBSERVATION_ID"
from figure
