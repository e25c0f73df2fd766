-- 短序列的趋势 / The trend of a series by Theil and Sen: the median of the slopes between all pairs
-- of its values, in units a year, which one wrong value cannot turn. low and high: the medians of
-- the least and of the greatest slopes that the intervals allow. rising and falling count the pairs
-- whose direction is certain (Kendall). One row per analysis, area and length of period with enough
-- values.
create view mart.trend as
with point as materialized (
    select * from calc.analysis_point
    where method = 'trend'
),

pair as (
    select
        later.analysis_code,
        later.area_code,
        later.span,
        (later.value - earlier.value) / ((later.period_end - earlier.period_end) / 365.25) as slope,
        (later.low - earlier.high)
        / ((later.period_end - earlier.period_end) / 365.25) as least_slope,
        (later.high - earlier.low)
        / ((later.period_end - earlier.period_end) / 365.25) as greatest_slope
    from point as later
    inner join point as earlier
        on
            earlier.analysis_code = later.analysis_code
            and earlier.area_code = later.area_code
            and earlier.span = later.span
            and earlier.segment = later.segment
            and earlier.period_end < later.period_end
),

slope as (
    select
        analysis_code,
        area_code,
        span,
        percentile_cont(0.5) within group (order by slope) as median,
        percentile_cont(0.5) within group (order by least_slope) as least_median,
        percentile_cont(0.5) within group (order by greatest_slope) as greatest_median,
        count(*) filter (where least_slope > 0) as rising,
        count(*) filter (where greatest_slope < 0) as falling,
        count(*) as pairs
    from pair
    group by 1, 2, 3
),

series as (
    select
        analysis_code,
        area_code,
        area_name,
        area_name_en,
        area_level,
        span,
        unit,
        least_points,
        min(period_start) as period_start,
        max(period_end) as period_end,
        count(*) as points
    from point
    group by 1, 2, 3, 4, 5, 6, 7, 8
)

select
    series.analysis_code,
    series.area_code,
    series.area_name,
    series.area_name_en,
    series.area_level,
    series.period_start,
    series.period_end,
    trim_scale(round(cast(slope.median as numeric), 6)) as slope,
    trim_scale(round(cast(slope.least_median as numeric), 6)) as low,
    trim_scale(round(cast(slope.greatest_median as numeric), 6)) as high,
    series.unit,
    series.points,
    slope.rising,
    slope.falling,
    slope.pairs
from series
inner join slope
    on
        slope.analysis_code = series.analysis_code
        and slope.area_code = series.area_code
        and slope.span = series.span
where series.points >= series.least_points
