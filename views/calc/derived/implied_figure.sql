-- 由陈述的比较推算的值 / A value that no source reports, but that a stated comparison implies together
-- with the value it is about, on ids: of several that imply one cell, the one with the narrowest
-- interval. One row per cell that no source reports.
create view calc.implied_figure as
select distinct on (
    comparison.base_indicator_id, comparison.base_admin_unit_id, comparison.base_breakdown_id,
    comparison.base_period_start, comparison.base_period_end, comparison.base_basis
)
    comparison.comparison_id,
    comparison.source_id,
    comparison.base_indicator_id as indicator_id,
    comparison.base_admin_unit_id as admin_unit_id,
    comparison.base_breakdown_id as breakdown_id,
    comparison.base_period_start as period_start,
    comparison.base_period_end as period_end,
    comparison.base_basis as basis,
    trim_scale(round(result.implied_base, 6)) as value,
    result.implied_base_low as low,
    result.implied_base_high as high
from core.comparison
inner join calc.comparison_result as result on result.comparison_id = comparison.comparison_id
where
    result.implied_base is not null
    -- The value of a day near by is not that of the base.
    and result.base_day is distinct from comparison.base_period_end
order by
    comparison.base_indicator_id asc, comparison.base_admin_unit_id asc,
    comparison.base_breakdown_id asc, comparison.base_period_start asc,
    comparison.base_period_end asc, comparison.base_basis asc,
    result.implied_base_high - result.implied_base_low asc nulls last,
    comparison.comparison_id asc
