-- 上级与下级之和 / Parents against their children, each in the hierarchy of the last day of its
-- period: see mart.rollup_at. One row per parent, indicator, breakdown and period for which any
-- child reports.
create view mart.rollup as
select
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
    method,
    unit,
    stated,
    stated_low,
    stated_high,
    sum_of_children,
    low,
    high,
    children_reporting,
    children_total,
    share_of_population_covered,
    residual,
    residual_low,
    residual_high,
    verdict,
    observation_id
from mart.rollup_at(null)
