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
    detail text,
    detail_en text
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
        evidence.observation_id,
        row_number() over (
            partition by asked.number order by evidence.part, evidence.place
        )::int as position
    from asked
    cross join lateral (
        values (1, 1, asked.observation_id), (1, 2, asked.base_observation_id)
        union all
        select
            2,
            place,
            observation_id
        from calc.alert_evidence($1, $2, asked.breakdown, asked.period_start, $3)
    ) as evidence (part, place, observation_id)
    where asked.metric_code is null and evidence.observation_id is not null
),

described as (
    select
        asked.number::text as path,
        head.item,
        head.item_en,
        head.detail,
        head.detail_en,
        array[asked.number, 0, head.position] as place
    from asked
    cross join lateral (
        values
        (0, '预警', 'alert', asked.message, asked.message_en),
        (1, '规则', 'rule', asked.definition, asked.definition_en),
        (
            2, '状态', 'state',
            format(
                '%s，%s，自 %s，%s',
                case asked.severity
                    when 'critical' then '严重' when 'warning' then '警告' else '提示'
                end,
                case asked.state when 'new' then '新' when 'open' then '持续' else '解除' end,
                asked.since,
                case when asked.certain then '确定' else '在区间内不确定' end
            ),
            format(
                '%s, %s since %s, %s', asked.severity, asked.state, asked.since,
                case
                    when asked.certain then 'certain'
                    else 'not certain within the intervals'
                end
            )
        )
    ) as head (position, item, item_en, detail, detail_en)
    union all
    select
        asked.number || substr(step.path, 2),
        step.item,
        step.item_en,
        step.detail,
        step.detail_en,
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
        step.detail_en,
        array[figure.number, figure.position, step.step]
    from figure
    cross join lateral mart.explain(figure.observation_id) as step
    union all
    select
        asked.number || '.1',
        '所述比较',
        'stated comparison',
        format(
            '%s %s：%s，计算得 %s', stated.source_code, stated.locator, stated.printed,
            calc.figure_beside(stated.computed, stated.stated)
        ),
        format(
            '%s %s: %s, computed %s', stated.source_code, stated.locator, stated.printed,
            calc.figure_beside(stated.computed, stated.stated)
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
    detail,
    detail_en
from described
order by place
$$
