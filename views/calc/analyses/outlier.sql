-- 偏离同级地区的值（内部编号） / What mart.outlier shows, on ids. One row per analysis, area and period
-- with enough peers that are not all alike.
create view calc.outlier as
select
    point.analysis_code,
    point.admin_unit_id,
    point.period_start,
    point.period_end,
    point.value,
    point.low,
    point.high,
    point.unit,
    spread.median,
    spread.deviation,
    spread.areas as peers,
    trim_scale(round((point.value - spread.median) / spread.deviation, 6)) as score,
    abs(point.value - spread.median) > 3.5 * spread.deviation as is_outlier,
    point.low > spread.median + 3.5 * spread.deviation
    or point.high < spread.median - 3.5 * spread.deviation as certain,
    point.observation_id
from calc.analysis_point as point
inner join core.analysis on analysis.code = point.analysis_code and analysis.method = 'outlier'
inner join calc.spread using (analysis_code, area_level, within_id, period_start, period_end)
where spread.deviation > 0
