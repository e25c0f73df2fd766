-- 连续的预警 / Unbroken spells of points at which an early-warning rule fires: since when, its last
-- point, and its state. new: fires for the first time with the last figure; open: did so before;
-- cleared: a later figure is no warning. One row per alert, area, what is watched, and spell.
-- Key: alert_code, admin_unit_id.
create table calc.alert_spell as
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
where place = last_place;

create index alert_spell_admin_unit_id_alert_code_idx
on calc.alert_spell (admin_unit_id, alert_code);

create index alert_spell_alert_code_period_end_idx
on calc.alert_spell (alert_code, period_end);

-- Touched by calc.series: alerts of its indicator; of a province's, those of its areas.
select
    alert_rule.code as alert_code,
    series.admin_unit_id
from touched_series as series
inner join core.alert_rule
    on
        (series.indicator_id, series.breakdown_id) in (
            (alert_rule.indicator_id, alert_rule.breakdown_id),
            (alert_rule.companion_indicator_id, alert_rule.companion_breakdown_id)
        )
union
select
    alert_rule.code,
    area.admin_unit_id
from touched_series as series
inner join core.alert_rule using (indicator_id, breakdown_id)
inner join calc.area_location as area on area.province_id = series.admin_unit_id
where alert_rule.measure = 'share_of_province'
union
-- All figures of a series with a suspected one are points.
select
    alert_rule.code,
    series.admin_unit_id
from touched_series as series
inner join calc.suspect using (indicator_id, breakdown_id, admin_unit_id)
inner join core.alert_rule on alert_rule.measure = suspect.kind;

-- Touched by calc.metric_value:
select
    alert_rule.code as alert_code,
    metric_value.admin_unit_id
from touched_metric_value as metric_value
inner join core.alert_rule on alert_rule.metric_code = metric_value.metric_code;

-- Touched by calc.rollup:
select
    alert_rule.code as alert_code,
    rollup.parent_id as admin_unit_id
from touched_rollup as rollup
inner join core.alert_rule using (indicator_id, breakdown_id)
where alert_rule.measure = 'member_loss';

-- Touched by calc.last_report:
select distinct
    alert_rule.code as alert_code,
    series.admin_unit_id
from touched_last_report
inner join calc.series using (indicator_id, breakdown_id, area_level)
inner join core.alert_rule using (indicator_id, breakdown_id)
where alert_rule.measure = 'silence';

-- Touched by calc.rule_result:
select
    alert_rule.code as alert_code,
    result.admin_unit_id
from touched_rule_result as result
inner join core.alert_rule
    on
        alert_rule.measure = 'failure'
        and coalesce(alert_rule.rule_code, result.rule_code) = result.rule_code;

-- Touched by calc.contest:
select
    alert_rule.code as alert_code,
    contest.admin_unit_id
from touched_contest as contest
inner join core.alert_rule
    on
        alert_rule.measure = 'conflict'
        and coalesce(alert_rule.indicator_id, contest.indicator_id) = contest.indicator_id;

-- Touched by core.comparison:
select
    alert_rule.code as alert_code,
    comparison.admin_unit_id
from touched_comparison as comparison
inner join core.alert_rule on alert_rule.measure = 'contradiction';

-- Touched by core.observation: the comparisons that it is the subject or the base of.
select
    alert_rule.code as alert_code,
    comparison.admin_unit_id
from touched_observation as figure
inner join core.comparison
    on
        (figure.indicator_id, figure.admin_unit_id) in (
            (comparison.indicator_id, comparison.admin_unit_id),
            (comparison.base_indicator_id, comparison.base_admin_unit_id)
        )
inner join core.alert_rule on alert_rule.measure = 'contradiction';

-- Touched by calc.series_slip:
select
    alert_rule.code as alert_code,
    slip.admin_unit_id
from touched_series_slip as slip
inner join core.alert_rule on alert_rule.measure = 'unit_slip';

-- Touched by calc.suspect_stale:
select
    alert_rule.code as alert_code,
    stale.admin_unit_id
from touched_suspect_stale as stale
inner join core.alert_rule on alert_rule.measure = 'stale';

-- Touched by calc.standard_slip: every area of the level may have been, or be, off.
select distinct
    alert_rule.code as alert_code,
    series.admin_unit_id
from touched_standard_slip
inner join calc.series using (indicator_id, breakdown_id, period_end, area_level)
inner join core.alert_rule on alert_rule.measure = 'unit_slip';

-- Touched by calc.suspect_jump:
select distinct
    alert_rule.code as alert_code,
    series.admin_unit_id
from touched_suspect_jump
inner join calc.series using (indicator_id, breakdown_id, period_end, province_id, area_level)
inner join core.alert_rule on alert_rule.measure = 'jump';

-- Touched by calc.swap_candidate:
select distinct
    alert_rule.code as alert_code,
    series.admin_unit_id
from touched_swap_candidate
inner join calc.series using (source_id, period_end, province_id, area_level)
inner join core.alert_rule on alert_rule.measure = 'swapped';

-- Touched by calc.suspect_dropped: every member of the parent may have been, or be, left out.
select distinct
    alert_rule.code as alert_code,
    area.admin_unit_id
from touched_suspect_dropped as dropped
inner join core.alert_rule on alert_rule.measure = 'dropped'
inner join calc.area_location as area on area.parent_id = dropped.parent_id
