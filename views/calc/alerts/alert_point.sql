-- 预警所看的每个点 / What an early-warning rule measures for an area and period, whether it is a
-- warning or not. failed: the rule or comparison watched does not hold; null where there is a
-- threshold instead. One row per alert, area, breakdown and period of what it watches.
create view calc.alert_point as
with metric_in_time as (
    select
        measured.*,
        lag(measured.value) over in_time as before,
        lag(measured.low) over in_time as before_low,
        lag(measured.high) over in_time as before_high
    from mart.metric_value as measured
    window in_time as (
        partition by measured.metric_code, measured.area_code order by measured.period_end
    )
),

member as (
    select
        rollup.*,
        lag(rollup.children_reporting) over in_time as reporting_before,
        lag(rollup.sum_of_children) over in_time as sum_before
    from mart.rollup
    where rollup.method = 'sum'
    window in_time as (
        partition by
            rollup.indicator_code, rollup.area_code, rollup.breakdown, rollup.basis,
            rollup.period_end - rollup.period_start > 0
        order by rollup.period_end, rollup.period_start
    )
),

-- A jump of which the source, or whoever read it, says why is none.
doubt as materialized (
    select suspect.*
    from mart.suspect
    left join core.observation on observation.observation_id = suspect.observation_id
    where
        suspect.kind <> 'jump'
        or (
            observation.note is null and observation.period_note is null
            and observation.status not in ('B', 'E', 'P')
        )
),

doubted as (
    select distinct
        kind,
        indicator_code,
        area_code,
        breakdown
    from doubt
)

select
    alert_rule.code as alert_code,
    value.area_code,
    value.breakdown,
    value.period_start,
    value.period_end,
    value.value,
    value.calc_low as low,
    value.calc_high as high,
    cast(null as numeric) as base_value,
    value.unit,
    cast(null as boolean) as failed,
    value.observation_id,
    cast(null as bigint) as base_observation_id
from core.alert_rule
inner join core.indicator on indicator.indicator_id = alert_rule.indicator_id
inner join core.breakdown on breakdown.breakdown_id = alert_rule.breakdown_id
inner join mart.value
    on
        value.indicator_code = indicator.code
        and value.breakdown = breakdown.key
        and value.basis <> 'target'
where alert_rule.measure = 'value'
union all
-- Its growth or change since the value before.
select
    alert_rule.code,
    growth.area_code,
    growth.breakdown,
    growth.period_start,
    growth.period_end,
    case alert_rule.measure when 'growth' then growth.growth_pct else growth.change end,
    case alert_rule.measure when 'growth' then growth.growth_pct_low else growth.change_low end,
    case alert_rule.measure when 'growth' then growth.growth_pct_high else growth.change_high end,
    growth.base_value,
    case alert_rule.measure when 'growth' then 'percent' else growth.unit end,
    null,
    growth.observation_id,
    growth.base_observation_id
from core.alert_rule
inner join core.indicator on indicator.indicator_id = alert_rule.indicator_id
inner join core.breakdown on breakdown.breakdown_id = alert_rule.breakdown_id
inner join mart.growth
    on
        growth.indicator_code = indicator.code
        and growth.breakdown = breakdown.key
        and growth.is_consecutive
where alert_rule.measure in ('growth', 'change')
union all
-- Its value as a percentage of the latest one of the province, not older than a year.
select
    alert_rule.code,
    value.area_code,
    value.breakdown,
    value.period_start,
    value.period_end,
    100 * value.value / nullif(province.value, 0),
    case when province.calc_low > 0 then 100 * value.calc_low / province.calc_high end,
    case when province.calc_low > 0 then 100 * value.calc_high / province.calc_low end,
    province.value,
    'percent',
    null,
    value.observation_id,
    province.observation_id
from core.alert_rule
inner join core.indicator on indicator.indicator_id = alert_rule.indicator_id
inner join core.breakdown on breakdown.breakdown_id = alert_rule.breakdown_id
inner join mart.value
    on
        value.indicator_code = indicator.code
        and value.breakdown = breakdown.key
        and value.basis <> 'target'
inner join mart.area
    on area.area_code = value.area_code and area.province_code <> value.area_code
cross join
    lateral (
        select candidate.*
        from mart.value as candidate
        where
            candidate.indicator_code = value.indicator_code
            and candidate.breakdown = value.breakdown
            and candidate.area_code = area.province_code
            and candidate.basis <> 'target'
            and candidate.period_end between value.period_end - 366 and value.period_end
        order by candidate.period_end desc
        limit 1
    ) as province
where alert_rule.measure = 'share_of_province'
union all
-- How many days the last figure of an area is behind the last of any area of its level. It is not
-- late while it is behind by no more than it ever was: a census every ten years.
select
    behind.code,
    behind.area_code,
    behind.breakdown,
    behind.period_end,
    behind.period_end,
    behind.days,
    behind.days,
    behind.days,
    behind.peers,
    'day',
    case when behind.days <= behind.longest_gap then false end,
    behind.observation_id,
    null
from (
    select
        last_figure.*,
        max(last_figure.period_end) over peers - last_figure.period_end as days,
        count(*) over peers as peers
    from (
        select distinct on (figure.code, figure.area_code)
            figure.*,
            max(figure.gap) over (partition by figure.code, figure.area_code) as longest_gap
        from (
            select
                alert_rule.code,
                value.area_code,
                value.area_level,
                value.breakdown,
                value.period_end,
                value.observation_id,
                value.period_end - lag(value.period_end) over (
                    partition by alert_rule.code, value.area_code order by value.period_end
                ) as gap
            from core.alert_rule
            inner join core.indicator on indicator.indicator_id = alert_rule.indicator_id
            inner join core.breakdown on breakdown.breakdown_id = alert_rule.breakdown_id
            inner join mart.value
                on
                    value.indicator_code = indicator.code
                    and value.breakdown = breakdown.key
                    and value.basis <> 'target'
            where alert_rule.measure = 'silence'
        ) as figure
        order by figure.code asc, figure.area_code asc, figure.period_end desc
    ) as last_figure
    window peers as (partition by last_figure.code, last_figure.area_level)
) as behind
union all
-- The value of a metric, or its growth or change since the one before.
select
    alert_rule.code,
    metric_in_time.area_code,
    'total',
    metric_in_time.period_start,
    metric_in_time.period_end,
    case alert_rule.measure
        when 'value' then metric_in_time.value
        when 'change' then metric_in_time.value - metric_in_time.before
        else 100 * (metric_in_time.value / nullif(metric_in_time.before, 0) - 1)
    end,
    case alert_rule.measure
        when 'value' then metric_in_time.low
        when 'change' then metric_in_time.low - metric_in_time.before_high
    end,
    case alert_rule.measure
        when 'value' then metric_in_time.high
        when 'change' then metric_in_time.high - metric_in_time.before_low
    end,
    case alert_rule.measure
        when 'value' then metric_in_time.denominator
        else metric_in_time.before
    end,
    case alert_rule.measure when 'growth' then 'percent' else metric_in_time.unit end,
    null,
    metric_in_time.numerator_observation_id,
    metric_in_time.denominator_observation_id
from core.alert_rule
inner join metric_in_time on metric_in_time.metric_code = alert_rule.metric_code
where
    alert_rule.measure in ('value', 'growth', 'change')
    and (alert_rule.measure = 'value' or metric_in_time.before is not null)
union all
-- Whether a rule holds.
select
    alert_rule.code,
    rule_check.area_code,
    rule_check.rule_code,
    rule_check.period_start,
    rule_check.period_end,
    rule_check.left_value,
    rule_check.left_low,
    rule_check.left_high,
    rule_check.right_value,
    null,
    rule_check.verdict = 'fails',
    null,
    null
from core.alert_rule
inner join mart.rule_check
    on
        rule_check.rule_code = coalesce(alert_rule.rule_code, rule_check.rule_code)
        and rule_check.verdict <> 'untestable'
where alert_rule.measure = 'failure'
union all
-- Whether a stated comparison agrees with what can be computed.
select
    alert_rule.code,
    comparison_check.area_code,
    comparison_check.indicator_code || ' ' || comparison_check.kind,
    comparison_check.period_start,
    comparison_check.period_end,
    comparison_check.stated,
    comparison_check.stated_low,
    comparison_check.stated_high,
    comparison_check.computed,
    comparison_check.stated_unit,
    comparison_check.verdict = 'contradicted',
    null,
    null
from core.alert_rule
inner join mart.comparison_check on comparison_check.verdict <> 'no_base'
left join core.indicator on indicator.indicator_id = alert_rule.indicator_id
where
    alert_rule.measure = 'contradiction'
    and comparison_check.indicator_code = coalesce(indicator.code, comparison_check.indicator_code)
union all
-- Whether sources that report the same cell contradict each other.
select
    alert_rule.code,
    value.area_code,
    value.indicator_code || ' ' || value.breakdown,
    value.period_start,
    value.period_end,
    value.value,
    value.calc_low,
    value.calc_high,
    value.source_count,
    value.unit,
    value.in_conflict,
    value.observation_id,
    null
from core.alert_rule
inner join mart.value on value.source_count > 1
left join core.indicator on indicator.indicator_id = alert_rule.indicator_id
where
    alert_rule.measure = 'conflict'
    and value.indicator_code = coalesce(indicator.code, value.indicator_code)
union all
-- How many more children report than before, counted only where their sum shrank with them.
select
    alert_rule.code,
    member.area_code,
    member.breakdown,
    member.period_start,
    member.period_end,
    case
        when member.sum_of_children < member.sum_before
            then member.children_reporting - member.reporting_before
        else 0
    end,
    null,
    null,
    member.reporting_before,
    'item',
    null,
    member.observation_id,
    null
from core.alert_rule
inner join core.indicator on indicator.indicator_id = alert_rule.indicator_id
inner join core.breakdown on breakdown.breakdown_id = alert_rule.breakdown_id
inner join member
    on
        member.indicator_code = indicator.code
        and member.breakdown = breakdown.key
        and member.reporting_before is not null
where alert_rule.measure = 'member_loss'
union all
-- How many days after the end of its period a figure was published.
select
    alert_rule.code,
    value.area_code,
    value.breakdown,
    value.period_start,
    value.period_end,
    source.published_on - value.period_end,
    source.published_on - value.period_end,
    source.published_on - value.period_end,
    null,
    'day',
    null,
    value.observation_id,
    null
from core.alert_rule
inner join core.indicator on indicator.indicator_id = alert_rule.indicator_id
inner join core.breakdown on breakdown.breakdown_id = alert_rule.breakdown_id
inner join mart.value
    on
        value.indicator_code = indicator.code
        and value.breakdown = breakdown.key
        and value.basis in ('point', 'during')
inner join core.source
    on source.code = value.source_code and source.published_precision = 'day'
where alert_rule.measure = 'delay'
union all
-- Whether a figure is probably wrong, and the other figures of its series.
select
    alert_rule.code,
    doubt.area_code,
    doubt.indicator_code || ' ' || doubt.breakdown,
    doubt.period_start,
    doubt.period_end,
    doubt.value,
    null,
    null,
    doubt.expected,
    doubt.unit,
    true,
    doubt.observation_id,
    null
from core.alert_rule
inner join doubt on doubt.kind = alert_rule.measure
left join core.indicator on indicator.indicator_id = alert_rule.indicator_id
where doubt.indicator_code = coalesce(indicator.code, doubt.indicator_code)
union all
select
    alert_rule.code,
    value.area_code,
    value.indicator_code || ' ' || value.breakdown,
    value.period_start,
    value.period_end,
    value.value,
    null,
    null,
    null,
    value.unit,
    false,
    value.observation_id,
    null
from core.alert_rule
inner join doubted as series on series.kind = alert_rule.measure
inner join mart.value
    on
        value.indicator_code = series.indicator_code
        and value.area_code = series.area_code
        and value.breakdown = series.breakdown
        and value.basis <> 'target'
left join core.indicator on indicator.indicator_id = alert_rule.indicator_id
where
    value.indicator_code = coalesce(indicator.code, value.indicator_code)
    and not exists (
        select from doubt
        where doubt.kind = series.kind and doubt.observation_id = value.observation_id
    )
