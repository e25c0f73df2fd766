-- 同级地区的离散与差距（内部编号） / What mart.spread shows, on ids: median, robust deviation, least and
-- greatest of the values of peers. One row per analysis, level, unit in which the areas lie
-- (within_id) and period with enough areas.
-- Key: analysis_code, area_level, within_id, period_end.
create table calc.spread as
with peers as (
    select
        point.analysis_code,
        point.area_level,
        point.within_id,
        point.period_start,
        point.period_end,
        point.unit,
        count(*) as areas,
        percentile_cont(0.5) within group (order by point.value) as median,
        array_agg(cast(point.value as double precision)) as values,
        min(point.value) as least,
        max(point.value) as greatest,
        min(point.low) as least_low,
        min(point.high) as least_high,
        max(point.low) as greatest_low,
        max(point.high) as greatest_high,
        (array_agg(point.admin_unit_id order by point.value asc, area.area_code asc))[1]
            as least_id,
        (array_agg(point.admin_unit_id order by point.value desc, area.area_code asc))[1]
            as greatest_id
    from calc.analysis_point as point
    inner join core.analysis
        on
            analysis.code = point.analysis_code
            and analysis.method in ('dispersion', 'gap', 'outlier')
    inner join calc.area_location as area on area.admin_unit_id = point.admin_unit_id
    group by
        point.analysis_code, point.area_level, point.within_id, point.period_start,
        point.period_end, point.unit, analysis.least_points
    having count(*) >= analysis.least_points
)

select
    peers.analysis_code,
    peers.area_level,
    peers.within_id,
    peers.period_start,
    peers.period_end,
    peers.unit,
    peers.areas,
    trim_scale(round(cast(peers.median as numeric), 6)) as median,
    trim_scale(round(cast(spread.deviation as numeric), 6)) as deviation,
    peers.least,
    peers.least_id,
    peers.greatest,
    peers.greatest_id,
    trim_scale(round(peers.greatest / nullif(peers.least, 0), 6)) as ratio,
    case
        when peers.least_low > 0
            then trim_scale(round(peers.greatest_low / peers.least_high, 6))
    end as ratio_low,
    case
        when peers.least_low > 0
            then trim_scale(round(peers.greatest_high / peers.least_low, 6))
    end as ratio_high
from peers
cross join lateral calc.robust_deviation(peers.values, peers.median) as spread;

create index spread_key on calc.spread (analysis_code, within_id, area_level, period_end);

create index spread_within_id_idx on calc.spread (within_id);

-- Touched by calc.analysis_point: the groups in which its areas are, or were.
select
    point.analysis_code,
    point.area_level,
    point.within_id,
    point.period_end
from touched_analysis_point as touched
inner join core.analysis
    on analysis.code = touched.analysis_code and analysis.method in ('dispersion', 'gap', 'outlier')
inner join calc.analysis_point as point using (analysis_code, admin_unit_id)
union
select
    spread.analysis_code,
    spread.area_level,
    spread.within_id,
    spread.period_end
from touched_analysis_point
inner join calc.area_location using (admin_unit_id)
inner join calc.spread using (analysis_code, area_level, within_id)
