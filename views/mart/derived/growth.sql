-- 序列的增长 / Growth of a series: each value against the one before it and against the earliest.
-- A series is one indicator, area and breakdown; levels (point, effective) form one series, flows
-- one for each length of period; a figure with status B breaks it, and nothing is compared across.
-- Percentages change by percentage points and have no growth rate. One row per value and base.
create view mart.growth as
with paired as (
    select
        point.*,
        previous_id as base_observation_id,
        previous_start as base_period_start,
        previous_end as base_period_end,
        previous_basis as base_basis,
        previous_value as base_value,
        previous_low as base_calc_low,
        previous_high as base_calc_high,
        true as is_consecutive,
        coalesce(first_id = previous_id, false) as is_since_first
    from calc.growth_point as point
    union all
    select
        point.*,
        case when first_id <> coalesce(previous_id, 0) then first_id end,
        first_start,
        first_end,
        first_basis,
        first_value,
        first_low,
        first_high,
        false,
        true
    from calc.growth_point as point
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
    calc.period_label(base_period_start, base_period_end, base_basis) as base_period_label,
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
        when kind <> 'ratio' and base_value > 0 and value > 0 and period_end > base_period_end
            then trim_scale(round(
                (power(value / base_value, 365.25 / (period_end - base_period_end)) - 1) * 100, 6
            ))
    end as annual_growth_pct,
    coalesce(calc_low > base_calc_high or calc_high < base_calc_low, false) as sign_certain,
    observation_id,
    base_observation_id
from paired
-- Here and not in each part, which the planner could not merge then.
where base_observation_id is not null
