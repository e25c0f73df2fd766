-- 每个值与其序列中的前后值 / Each value beside the one before and the one after it in its series, on
-- ids. is_repeated: the series had the very value before. Only positive values of series of two and
-- more, and no percentages. One row per accepted value.
create view calc.neighbourhood as
with placed as (
    select
        observation_id,
        indicator_id,
        breakdown_id,
        admin_unit_id,
        source_id,
        kind,
        period_start,
        period_end,
        value,
        lag(observation_id) over in_time as observation_id_before,
        lag(value) over in_time as value_before,
        lead(value) over in_time as value_after,
        row_number() over alike > 1 as is_repeated,
        count(*) over whole as points
    from calc.series
    where value > 0 and kind <> 'ratio'
    window
        whole as (partition by indicator_id, admin_unit_id, breakdown_id, span, segment),
        in_time as (whole order by period_end, period_start, observation_id),
        alike as (
            partition by indicator_id, admin_unit_id, breakdown_id, span, segment, value
            order by period_end, period_start, observation_id
        )
)

select
    observation_id,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    source_id,
    kind,
    period_start,
    period_end,
    value,
    observation_id_before,
    value_before,
    value_after,
    is_repeated,
    points
from placed
where points > 1
