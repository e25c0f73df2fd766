-- 每个值与其邻近值 / What a value is expected to be near: the values before and after it in its
-- series, and the usual step, by which its peers (areas of one level in one province) changed since
-- theirs, as a natural logarithm; is_repeated: the series had the very value before. Only positive
-- values of series of two and more, and no percentages. One row per accepted value.
create view calc.neighbourhood as
with series as materialized (
    select
        series.*,
        extract(year from series.period_end) as year
    from calc.series
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
        ln(
            cast(
                paired.value / coalesce(paired.value_before, paired.value_after) as double precision
            )
        ) as step
    from paired
    left join mart.area on area.area_code = paired.area_code
    where paired.points > 1
),

-- One number for what makes peers: joined by six columns, they would be taken for a row or two.
numbered as (
    select
        related.*,
        dense_rank() over (
            order by
                indicator_code, breakdown, area_level, province_code, period_end,
                value_before is null
        ) as peer_group
    from related
),

peers as (
    select
        peer_group,
        count(*) as peers,
        percentile_cont(0.5) within group (order by step) as usual_step
    from numbered
    group by peer_group
)

select
    numbered.observation_id,
    numbered.id_before as observation_id_before,
    numbered.program_code,
    numbered.indicator_code,
    numbered.indicator_name,
    numbered.indicator_name_en,
    numbered.kind,
    numbered.area_code,
    numbered.area_name,
    numbered.area_name_en,
    numbered.area_level,
    numbered.prefecture_code,
    numbered.province_code,
    numbered.breakdown,
    numbered.period_start,
    numbered.period_end,
    numbered.value,
    numbered.value_before,
    numbered.value_after,
    numbered.points,
    numbered.is_repeated,
    numbered.step,
    peers.peers,
    peers.usual_step,
    numbered.source_code,
    numbered.unit
from numbered
inner join peers on peers.peer_group = numbered.peer_group
