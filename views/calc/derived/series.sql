-- 序列中的值及其前后值 / The accepted values in their series, each beside the one before it, the one after
-- it and the earliest one. A series is an indicator, area and breakdown; levels (point, effective)
-- form one series (span: 0), flows one for each length of period (span). A figure with status B
-- (break) opens a new segment, and values of different segments are not comparable; targets are in
-- none. points: how many the segment has; is_repeated: it had the very value before.
-- stands_for_days: of several with its first and last day, the one that rules take;
-- stands_for_last_day: of several with its last day, the one that denominators are, until the next
-- last day (next_day). One row per value.
-- Key: indicator_id, breakdown_id, admin_unit_id.
create table calc.series as
with spanned as (
    select
        figure.*,
        coalesce(area.province_id, figure.admin_unit_id) as province_id,
        area.area_level,
        case
            when figure.basis in ('point', 'effective') then figure.period_end
            else figure.period_start
        end as first_day,
        case
            when figure.basis in ('point', 'effective') then 0
            else calc.span(figure.period_start, figure.period_end)
        end as span
    from calc.figure
    inner join calc.area_location as area on area.admin_unit_id = figure.admin_unit_id
),

segmented as (
    select
        spanned.*,
        count(*) filter (where status = 'B') over (
            partition by indicator_id, breakdown_id, admin_unit_id, span
            order by period_end, period_start, observation_id
        ) as segment
    from spanned
)

select
    segmented.indicator_id,
    segmented.breakdown_id,
    segmented.admin_unit_id,
    cast(segmented.observation_id as int) as observation_id,
    segmented.source_id,
    segmented.period_start,
    segmented.period_end,
    segmented.first_day,
    segmented.span,
    cast(segmented.segment as int) as segment,
    segmented.province_id,
    segmented.area_level,
    coalesce(lag(segmented.first_day) over same_end <> segmented.first_day, true)
        as stands_for_days,
    row_number() over same_end = 1 as stands_for_last_day,
    row_number() over alike > 1 as is_repeated,
    segmented.basis,
    segmented.value,
    segmented.low,
    segmented.high,
    segmented.calc_low,
    segmented.calc_high,
    cast(count(*) over whole as int) as points,
    coalesce(
        first_value(segmented.period_end) over (
            partition by segmented.indicator_id, segmented.breakdown_id, segmented.admin_unit_id
            order by segmented.period_end
            groups between 1 following and 1 following
        ),
        'infinity'
    ) as next_day,
    lag(segmented.observation_id) over in_time as previous_id,
    lag(segmented.period_start) over in_time as previous_start,
    lag(segmented.period_end) over in_time as previous_end,
    lag(segmented.basis) over in_time as previous_basis,
    lag(segmented.value) over in_time as previous_value,
    lag(segmented.calc_low) over in_time as previous_low,
    lag(segmented.calc_high) over in_time as previous_high,
    lead(segmented.value) over in_time as next_value,
    first_value(segmented.observation_id) over in_time as first_id,
    first_value(segmented.period_start) over in_time as first_start,
    first_value(segmented.period_end) over in_time as first_end,
    first_value(segmented.basis) over in_time as first_basis,
    first_value(segmented.value) over in_time as first_value,
    first_value(segmented.calc_low) over in_time as first_low,
    first_value(segmented.calc_high) over in_time as first_high
from segmented
window
    whole as (
        partition by
            segmented.indicator_id, segmented.breakdown_id, segmented.admin_unit_id,
            segmented.span, segmented.segment
    ),
    in_time as (
        whole order by segmented.period_end, segmented.period_start, segmented.observation_id
    ),
    same_end as (
        partition by
            segmented.indicator_id, segmented.breakdown_id, segmented.admin_unit_id,
            segmented.period_end
        order by
            segmented.first_day desc, segmented.basis = 'point' desc, segmented.basis,
            segmented.observation_id asc
    ),
    alike as (
        partition by
            segmented.indicator_id, segmented.breakdown_id, segmented.admin_unit_id,
            segmented.span, segmented.segment, segmented.value
        order by segmented.period_end, segmented.period_start, segmented.observation_id
    );

create unique index series_key on calc.series (observation_id);

create index series_admin_unit_id_period_end_idx
on calc.series (admin_unit_id, indicator_id, breakdown_id, period_end);

create index series_peers_idx
on calc.series (indicator_id, breakdown_id, period_end, province_id);

-- For calc.suspect_stale.
create index series_copies_idx
on calc.series (admin_unit_id, source_id, period_end) where is_repeated and value >= 1000;

create index series_source_id_period_end_idx
on calc.series (source_id, period_end, province_id);

-- Touched by core.observation:
select
    indicator_id,
    breakdown_id,
    admin_unit_id
from touched_observation;

-- Touched by calc.area_location:
select
    figure.indicator_id,
    figure.breakdown_id,
    figure.admin_unit_id
from touched_area_location as area
inner join calc.figure on figure.admin_unit_id = area.admin_unit_id
