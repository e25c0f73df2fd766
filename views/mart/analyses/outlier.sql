-- 偏离同级地区的值 / How far a value lies from the median of its peers, in deviations (modified
-- z-score; beyond 3.5 it is an outlier). certain: so wherever in its interval the true value is.
-- One row per analysis, area and period with enough peers that are not all alike.
create view mart.outlier as
select
    point.analysis_code,
    point.area_code,
    point.area_name,
    point.area_name_en,
    point.area_level,
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
inner join mart.spread
    on
        spread.analysis_code = point.analysis_code
        and spread.area_level = point.area_level
        and spread.peers_within = point.peers_within
        and spread.period_start = point.period_start
        and spread.period_end = point.period_end
        and spread.deviation > 0
where point.method = 'outlier'
