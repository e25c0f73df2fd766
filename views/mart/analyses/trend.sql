-- 短序列的趋势 / The trend of a series by Theil and Sen: the median of the slopes between all pairs
-- of its values, in units a year, which one wrong value cannot turn. low and high: the medians of
-- the least and of the greatest slopes that the intervals allow. rising and falling count the pairs
-- whose direction is certain (Kendall). One row per analysis, area and length of period with enough
-- values.
create view mart.trend as
select
    trend.analysis_code,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    trend.period_start,
    trend.period_end,
    trend.slope,
    trend.low,
    trend.high,
    trend.unit,
    cast(trend.points as int) as points,
    cast(trend.rising as int) as rising,
    cast(trend.falling as int) as falling,
    cast(trend.pairs as int) as pairs
from calc.trend
inner join calc.area_label using (admin_unit_id)
