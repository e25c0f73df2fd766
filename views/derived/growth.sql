-- 序列的增长 / Growth of a series: each value against the one before it and against the earliest.
-- A series is one indicator, area and breakdown; levels (point, effective) form one series, flows
-- one for each length of period; a figure with status B breaks it, and nothing is compared across.
-- Percentages change by percentage points and have no growth rate. One row per value and base.
create view mart.growth as
with placed as (
    select
        series.*,
        lag(series.observation_id) over in_time as previous_id,
        first_value(series.observation_id) over in_time as first_id
    from mart.series
    window in_time as (
        partition by
            series.indicator_code, series.area_code, series.breakdown, series.span, series.segment
        order by series.period_end, series.period_start, series.observation_id
    )
),

paired as (
    select
        placed.*,
        base.period_start as base_period_start,
        base.period_end as base_period_end,
        mart.period_label(base.period_start, base.period_end, base.basis) as base_period_label,
        base.value as base_value,
        mart.calc_bound(placed.kind, base.qualifier, base.value, base.low) as base_calc_low,
        mart.calc_bound(placed.kind, base.qualifier, base.value, base.high) as base_calc_high,
        base.observation_id as base_observation_id,
        base.observation_id = placed.previous_id as is_consecutive,
        base.observation_id = placed.first_id as is_since_first,
        (placed.period_end - base.period_end) / 365.25 as years
    from placed
    inner join core.observation as base
        on
            base.observation_id in (placed.previous_id, placed.first_id)
            and base.observation_id <> placed.observation_id
    where placed.span = 'level' or base.period_end < placed.period_start
)

select
    program_code,
    indicator_code,
    indicator_name,
    indicator_name_en,
    area_code,
    area_name,
    area_name_en,
    area_level,
    breakdown,
    period_start,
    period_end,
    period_label,
    basis,
    value,
    low,
    high,
    unit,
    base_period_start,
    base_period_end,
    base_period_label,
    base_value,
    is_consecutive,
    is_since_first,
    value - base_value as change,
    case when unit = 'percent' then 'percentage-point' else unit end as change_unit,
    calc_low - base_calc_high as change_low,
    calc_high - base_calc_low as change_high,
    case
        when kind <> 'ratio' and base_value > 0
            then trim_scale(round((value / base_value - 1) * 100, 6))
    end as growth_pct,
    case
        when kind <> 'ratio' and base_calc_high > 0
            then trim_scale(round((calc_low / base_calc_high - 1) * 100, 6))
    end as growth_pct_low,
    case
        when kind <> 'ratio' and base_calc_low > 0
            then trim_scale(round((calc_high / base_calc_low - 1) * 100, 6))
    end as growth_pct_high,
    case
        when kind <> 'ratio' and base_value > 0 and value > 0 and years > 0
            then trim_scale(round((power(value / base_value, 1 / years) - 1) * 100, 6))
    end as annual_growth_pct,
    coalesce(calc_low > base_calc_high or calc_high < base_calc_low, false) as sign_certain,
    observation_id,
    base_observation_id
from paired
