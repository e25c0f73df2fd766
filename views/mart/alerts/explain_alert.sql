-- 预警的由来 / The way back from an alert: its message and rule, how certain it is and since when,
-- then the figures behind it down to their sources: the steps of mart.explain_metric for a metric,
-- of mart.explain for each observation, each term of a rule with its figure, or the stated
-- comparison with the place where it is printed. path numbers the steps as a tree. One row per
-- step; no row where no alert ends with that day.
create function mart.explain_alert(alert_code text, area_code text, period_end date)
returns table (
    path text,
    item text,
    item_en text,
    detail text
)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
with asked as (
    select
        alert.*,
        alert_rule.measure,
        alert_rule.metric_code,
        alert_rule.definition,
        alert_rule.definition_en,
        row_number() over (order by alert.breakdown, alert.period_start)::int as number
    from mart.alert
    inner join core.alert_rule on alert_rule.code = alert.alert_code
    where alert.alert_code = $1 and alert.area_code = $2 and alert.period_end = $3
),

figure as (
    select
        asked.number,
        part.position,
        part.observation_id
    from asked
    cross join lateral (
        values (1, asked.observation_id), (2, asked.base_observation_id)
    ) as part (position, observation_id)
    where asked.metric_code is null and part.observation_id is not null
    union all
    select
        asked.number,
        term.position,
        term.observation_id
    from asked
    inner join mart.rule_term_value as term
        on
            term.rule_code = asked.breakdown
            and term.area_code = asked.area_code
            and term.period_start = asked.period_start
            and term.period_end = asked.period_end
            and term.observation_id is not null
    where asked.measure = 'failure'
    union all
    select
        asked.number,
        cast(row_number() over (partition by asked.number order by member.code) as int),
        observation.observation_id
    from asked
    inner join core.alert_rule on alert_rule.code = asked.alert_code
    inner join calc.area_label on area_label.area_code = asked.area_code
    inner join core.admin_unit_version as member
        on member.parent_id = area_label.admin_unit_id and member.valid @> asked.period_end
    inner join core.observation
        on
            observation.indicator_id = alert_rule.indicator_id
            and observation.breakdown_id = alert_rule.breakdown_id
            and observation.admin_unit_id = member.admin_unit_id
            and observation.period_end = asked.period_end
            and observation.accepted
    where asked.measure = 'member_loss'
    union all
    -- Of a figure that is left out, those of three siblings that report it.
    select
        sibling.number,
        sibling.position,
        sibling.observation_id
    from (
        select
            asked.number,
            cast(
                row_number() over (partition by asked.number order by value.area_code) as int
            ) as position,
            value.observation_id
        from asked
        inner join mart.area as missing on missing.area_code = asked.area_code
        inner join mart.area as other
            on
                other.parent_code = missing.parent_code
                and other.area_level = missing.area_level
        inner join mart.value
            on
                value.area_code = other.area_code
                and value.indicator_code || ' ' || value.breakdown = asked.breakdown
                and value.period_start = asked.period_start
                and value.period_end = asked.period_end
        where asked.measure = 'dropped'
    ) as sibling
    where sibling.position <= 3
),

described as (
    select
        number::text as path,
        '预警' as item,
        'alert' as item_en,
        format('%s / %s', message, message_en) as detail,
        array[number] as place
    from asked
    union all
    select
        number::text,
        '规则',
        'rule',
        format('%s / %s', definition, definition_en),
        array[number, 0, 1]
    from asked
    union all
    select
        number::text,
        '状态',
        'state',
        format(
            '%s, %s since %s, %s', severity, state, since,
            case when certain then 'certain' else 'not certain within the intervals' end
        ),
        array[number, 0, 2]
    from asked
    union all
    select
        asked.number || substr(step.path, 2),
        step.item,
        step.item_en,
        step.detail,
        array[asked.number, 1, step.ordinality::int]
    from asked
    cross join lateral mart.explain_metric(asked.metric_code, asked.area_code, asked.period_end)
    with ordinality as step
    where asked.metric_code is not null
    union all
    select
        figure.number || '.' || figure.position,
        step.item,
        step.item_en,
        step.detail,
        array[figure.number, figure.position, step.step]
    from figure
    cross join lateral mart.explain(figure.observation_id) as step
    union all
    select
        asked.number || '.1',
        '所述比较',
        'stated comparison',
        format(
            '%s %s: %s, computed %s', stated.source_code, stated.locator, stated.printed,
            trim_scale(round(stated.computed, 2))
        ),
        array[asked.number, 1, 1]
    from asked
    inner join mart.comparison_check as stated
        on
            stated.verdict = 'contradicted'
            and stated.area_code = asked.area_code
            and stated.period_end = asked.period_end
            and stated.indicator_code || ' ' || stated.kind = asked.breakdown
    where asked.measure = 'contradiction'
)

select
    path,
    item,
    item_en,
    detail
from described
order by place
$$
