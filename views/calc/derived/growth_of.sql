-- 一个指标在一个地区（空为所有地区）的增长 / The values of an indicator in an area (null: in all), each
-- beside the one before it and the earliest one of its series, as core.growth keeps them; a base is
-- null where its period overlaps. One row per value with another before it.
create function calc.growth_of(indicator int, area int)
returns setof core.growth
-- A body of its own: window functions would keep the views that use it from running in parallel.
language plpgsql stable parallel safe rows 20
as $$
begin
    return query
    with placed as (
        select
            series.*,
            lag(series.observation_id) over in_time as before_id,
            lag(series.period_start) over in_time as before_start,
            lag(series.period_end) over in_time as before_end,
            lag(series.basis) over in_time as before_basis,
            lag(series.value) over in_time as before_value,
            lag(series.calc_low) over in_time as before_low,
            lag(series.calc_high) over in_time as before_high,
            first_value(series.observation_id) over in_time as first_id,
            first_value(series.period_start) over in_time as first_start,
            first_value(series.period_end) over in_time as first_end,
            first_value(series.basis) over in_time as first_basis,
            first_value(series.value) over in_time as first_value,
            first_value(series.calc_low) over in_time as first_low,
            first_value(series.calc_high) over in_time as first_high
        from calc.series
        where
            series.indicator_id = indicator
            and series.admin_unit_id >= coalesce(area, 0)
            and series.admin_unit_id <= coalesce(area, 2147483647)
        window in_time as (
            partition by
                series.indicator_id, series.admin_unit_id, series.breakdown_id, series.span,
                series.segment
            order by series.period_end, series.period_start, series.observation_id
        )
    )

    select
        placed.indicator_id,
        placed.admin_unit_id,
        placed.breakdown_id,
        placed.observation_id,
        placed.period_start,
        placed.period_end,
        placed.basis,
        placed.value,
        placed.low,
        placed.high,
        placed.calc_low,
        placed.calc_high,
        case when span = 'level' or before_end < placed.period_start then before_id end,
        placed.before_start,
        placed.before_end,
        placed.before_basis,
        placed.before_value,
        placed.before_low,
        placed.before_high,
        case when span = 'level' or placed.first_end < placed.period_start then placed.first_id end,
        placed.first_start,
        placed.first_end,
        placed.first_basis,
        placed.first_value,
        placed.first_low,
        placed.first_high
    from placed
    where before_id is not null;
end
$$
