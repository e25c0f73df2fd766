-- 每个值与其邻近值 / What a value is expected to be near: the values before and after it in its
-- series, and the usual step, by which its peers (areas of one level in one province) changed since
-- theirs, as a natural logarithm; is_repeated: the series had the very value before. Only positive
-- values of series of two and more, and no percentages. One row per accepted value.
create view mart.neighbourhood as
with series as materialized (
    select
        series.*,
        extract(year from series.period_end) as year
    from mart.series
    where series.value > 0 and series.kind <> 'ratio'
),

paired as (
    select
        series.*,
        lag(series.value) over in_time as value_before,
        lag(series.observation_id) over in_time as id_before,
        lead(series.value) over in_time as value_after,
        row_number() over (
            partition by
                series.indicator_code, series.area_code, series.breakdown, series.span,
                series.segment, series.value
            order by series.period_end
        ) > 1 as is_repeated,
        count(*) over (
            partition by
                series.indicator_code, series.area_code, series.breakdown, series.span,
                series.segment
        ) as points
    from series
    window in_time as (
        partition by
            series.indicator_code, series.area_code, series.breakdown, series.span, series.segment
        order by series.period_end, series.period_start, series.observation_id
    )
),

related as (
    select
        paired.*,
        area.prefecture_code,
        coalesce(area.province_code, paired.area_code) as province_code,
        ln(paired.value / coalesce(paired.value_before, paired.value_after)) as step
    from paired
    left join mart.area on area.area_code = paired.area_code
    where paired.points > 1
),

peers as (
    select
        indicator_code,
        breakdown,
        area_level,
        province_code,
        period_end,
        value_before is null as is_first,
        count(*) as peers,
        percentile_cont(0.5) within group (order by step) as usual_step
    from related
    group by 1, 2, 3, 4, 5, 6
)

select
    related.observation_id,
    related.id_before as observation_id_before,
    related.program_code,
    related.indicator_code,
    related.indicator_name,
    related.indicator_name_en,
    related.kind,
    related.area_code,
    related.area_name,
    related.area_name_en,
    related.area_level,
    related.prefecture_code,
    related.province_code,
    related.breakdown,
    related.period_start,
    related.period_end,
    related.value,
    related.value_before,
    related.value_after,
    related.points,
    related.is_repeated,
    related.step,
    peers.peers,
    peers.usual_step,
    related.source_code,
    related.unit
from related
inner join peers
    on
        peers.indicator_code = related.indicator_code
        and peers.breakdown = related.breakdown
        and peers.area_level = related.area_level
        and peers.province_code = related.province_code
        and peers.period_end = related.period_end
        and peers.is_first = (related.value_before is null)
