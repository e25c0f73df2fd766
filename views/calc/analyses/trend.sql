-- 短序列的趋势（内部编号） / What mart.trend shows, on ids. One row per analysis, area and length of
-- period with enough values.
-- Key: analysis_code, admin_unit_id.
create table calc.trend as
with pair as (
    select
        later.analysis_code,
        later.admin_unit_id,
        later.span,
        later.value - earlier.value as change,
        later.low - earlier.high as least_change,
        later.high - earlier.low as greatest_change,
        (later.period_end - earlier.period_end) / 365.25 as years
    from calc.analysis_point as later
    inner join core.analysis
        on analysis.code = later.analysis_code and analysis.method = 'trend'
    inner join calc.analysis_point as earlier
        using (analysis_code, admin_unit_id, span, segment)
    where earlier.period_end < later.period_end
),

slope as (
    select
        analysis_code,
        admin_unit_id,
        span,
        percentile_cont(0.5) within group (order by change / years) as median,
        percentile_cont(0.5) within group (order by least_change / years) as least_median,
        percentile_cont(0.5) within group (order by greatest_change / years) as greatest_median,
        count(*) filter (where least_change > 0) as rising,
        count(*) filter (where greatest_change < 0) as falling,
        count(*) as pairs
    from pair
    group by analysis_code, admin_unit_id, span
),

series as (
    select
        point.analysis_code,
        point.admin_unit_id,
        point.span,
        point.unit,
        min(point.period_start) as period_start,
        max(point.period_end) as period_end,
        count(*) as points
    from calc.analysis_point as point
    inner join core.analysis
        on analysis.code = point.analysis_code and analysis.method = 'trend'
    group by
        point.analysis_code, point.admin_unit_id, point.span, point.unit, analysis.least_points
    having count(*) >= analysis.least_points
)

select
    series.analysis_code,
    series.admin_unit_id,
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
inner join slope using (analysis_code, admin_unit_id, span);

create index trend_admin_unit_id_analysis_code_idx
on calc.trend (admin_unit_id, analysis_code);

-- Touched by calc.analysis_point:
select
    touched.analysis_code,
    touched.admin_unit_id
from touched_analysis_point as touched
inner join core.analysis
    on analysis.code = touched.analysis_code and analysis.method = 'trend'
