-- 序列中的值及其前后值 / The accepted values in their series, each beside the one before it, the one after
-- it and the earliest one. A series is an indicator, area and breakdown; levels (point, effective)
-- form one series (span: 0), flows one for each length of period (span). A figure with status B
-- (break) opens a new segment, and values of different segments are not comparable; targets are in
-- none. points: how many the segment has; is_repeated: it had the very value before.
-- stands_for_days: of several with its first and last day, the one that rules take;
-- stands_for_last_day: of several with its last day, the one that denominators are, until the next
-- last day (next_day; that of another is its own last day). One row per value.
-- Key: indicator_id, breakdown_id, admin_unit_id.
create table calc.series as
with spanned as (
    select
        figure.*,
        case
            when figure.basis in ('point', 'effective') then figure.period_end
            else figure.period_start
        end as first_day,
        case
            when figure.basis in ('point', 'effective') then 0
            else calc.span(figure.period_start, figure.period_end)
        end as span
    from calc.figure
),

-- First what needs few columns: each window carries all of them, and that is most of the time.
-- After the value that stands for a last day comes one of a later last day.
placed as (
    select
        spanned.*,
        lead(period_end) over by_end as next_day,
        lead(first_day) over by_end as next_first_day
    from spanned
    window
        by_end as (
            partition by indicator_id, breakdown_id, admin_unit_id
            order by
                period_end asc, first_day asc, basis = 'point' asc, basis desc, observation_id desc
        )
),

segmented as (
    select
        placed.*,
        count(*) filter (where status = 'B') over (
            partition by indicator_id, breakdown_id, admin_unit_id, span
            order by period_end, period_start, observation_id
            rows unbounded preceding
        ) as segment
    from placed
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
    coalesce(area.province_id, segmented.admin_unit_id) as province_id,
    area.area_level,
    coalesce(
        segmented.next_day > segmented.period_end
        or segmented.next_first_day <> segmented.first_day,
        true
    ) as stands_for_days,
    coalesce(segmented.next_day > segmented.period_end, true) as stands_for_last_day,
    -- The first place of the value among those so far is not its own.
    array_position(array_agg(segmented.value) over in_time, segmented.value)
    < row_number() over in_time as is_repeated,
    segmented.basis,
    segmented.value,
    segmented.low,
    segmented.high,
    segmented.calc_low,
    segmented.calc_high,
    cast(count(*) over whole as int) as points,
    coalesce(segmented.next_day, 'infinity') as next_day,
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
inner join calc.area_location as area on area.admin_unit_id = segmented.admin_unit_id
window
    whole as (
        partition by
            segmented.indicator_id, segmented.breakdown_id, segmented.admin_unit_id,
            segmented.span, segmented.segment
    ),
    in_time as (
        whole
        order by
            segmented.period_end, segmented.period_start, segmented.observation_id
        rows unbounded preceding
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

-- Of the breakdowns that there are an indicator has one or two. To the planner they are independent
-- of each other, and the figures of a cell a fiftieth of what they are.
alter table calc.series alter column breakdown_id set (n_distinct = 1);

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
