-- 连续的预警 / Unbroken spells of points at which an early-warning rule fires: since when, its last
-- point, and its state. new: fires for the first time with the last figure; open: did so before;
-- cleared: a later figure is no warning. One row per alert, area, what is watched, and spell.
create view calc.alert_spell as
with placed as (
    select
        alert_judgement.*,
        row_number() over in_time as place,
        count(*) filter (where not fires) over in_time as spell,
        count(*) over series as points
    from calc.alert_judgement
    window
        series as (
            partition by
                alert_code, admin_unit_id, indicator_id, breakdown_id, rule_code, comparison_kind
        ),
        -- Total but for points that are alike: what a source compares has no observation.
        in_time as (
            series
            order by
                period_end, period_start, observation_id, fires, value, base_value
            rows unbounded preceding
        )
),

firing as (
    select
        placed.*,
        min(period_end) over whole as since,
        count(*) over whole as firings,
        max(place) over whole as last_place
    from placed
    where fires
    window
        whole as (
            partition by
                alert_code, admin_unit_id, indicator_id, breakdown_id, rule_code, comparison_kind,
                spell
        )
)

select
    alert_code,
    admin_unit_id,
    indicator_id,
    breakdown_id,
    rule_code,
    comparison_kind,
    since,
    period_start,
    period_end,
    value,
    low,
    high,
    base_value,
    unit,
    certain,
    case
        when place < points then 'cleared'
        when firings > 1 then 'open'
        else 'new'
    end as state,
    observation_id,
    base_observation_id
from firing
where place = last_place
