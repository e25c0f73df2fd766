-- 趋势的结果 / What a trend says: the slope a year. One row per analysis, area and length of period.
create view calc.analysis_result_trend as
select
    analysis_code,
    admin_unit_id,
    period_start,
    period_end,
    slope as value,
    low,
    high,
    unit || ' a year' as unit,
    low > 0 or high < 0 as certain,
    points,
    format('%s个值，每年变化%s', points, trim_scale(round(slope, 2))) as words,
    format('%s a year over %s values', trim_scale(round(slope, 2)), points) as words_en
from calc.trend
