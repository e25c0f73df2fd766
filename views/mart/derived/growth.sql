-- 序列的增长 / Growth of a series: each value against the one before it and against the earliest.
-- A series is one indicator, area and breakdown; levels (point, effective) form one series, flows
-- one for each length of period; a figure with status B breaks it, and nothing is compared across,
-- nor where periods overlap. Percentages change by percentage points and have no growth rate.
-- One row per value and base.
create view mart.growth as
select
    (indicator.naming).*,
    (area_label.naming).*,
    breakdown.breakdown,
    growth.period_start,
    growth.period_end,
    calc.period_label(growth.period_start, growth.period_end, growth.basis) as period_label,
    growth.basis,
    growth.value,
    growth.low,
    growth.high,
    indicator.unit,
    growth.base_period_start,
    growth.base_period_end,
    calc.period_label(growth.base_period_start, growth.base_period_end, growth.base_basis)
        as base_period_label,
    growth.base_value,
    growth.is_consecutive,
    growth.is_since_first,
    growth.change,
    case when indicator.unit = 'percent' then 'percentage-point' else indicator.unit end
        as change_unit,
    growth.change_low,
    growth.change_high,
    growth.growth_pct,
    growth.growth_pct_low,
    growth.growth_pct_high,
    growth.annual_growth_pct,
    growth.sign_certain,
    growth.observation_id,
    growth.base_observation_id
from calc.growth
inner join calc.indicator_label as indicator using (indicator_id)
inner join calc.breakdown_label as breakdown using (breakdown_id)
inner join calc.area_label using (admin_unit_id)
