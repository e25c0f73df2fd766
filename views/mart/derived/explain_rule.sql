-- 规则检验的由来 / The way back from the check of a rule: its verdict with the two sides and their
-- intervals, what the rule says, then each term with the steps of mart.explain for its figure. path
-- numbers the steps as a tree: 1 is a check of that day, 1.1 its first term. One row per step; no
-- row where the rule is not checked for the area and last day.
create function mart.explain_rule(rule_code text, area_code text, period_end date)
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
        rule_check.*,
        rule.kind,
        rule.definition,
        rule.definition_en,
        row_number() over (order by rule_check.period_start)::int as number
    from mart.rule_check
    inner join core.rule on rule.code = rule_check.rule_code
    where
        rule_check.rule_code = $1
        and rule_check.area_code = $2
        and rule_check.period_end = $3
),

term as (
    select
        asked.number,
        rule_term_value.position,
        rule_term_value.observation_id,
        format(
            '%s side: %s%s × %s %s%s = %s [%s, %s]', rule_term_value.side,
            case when rule_term_value.divisor then '÷ ' else '' end,
            trim_scale(rule_term_value.coefficient), rule_term_value.indicator_code,
            rule_term_value.breakdown,
            ' of ' || nullif(rule_term_value.term_day, rule_term_value.period_end),
            coalesce(trim_scale(rule_term_value.value)::text, 'not reported'),
            coalesce(trim_scale(rule_term_value.low)::text, '…'),
            coalesce(trim_scale(rule_term_value.high)::text, '…')
        ) as detail
    from asked
    inner join mart.rule_term_value
        on
            rule_term_value.rule_code = asked.rule_code
            and rule_term_value.area_code = asked.area_code
            and rule_term_value.period_start = asked.period_start
            and rule_term_value.period_end = asked.period_end
    where asked.kind <> 'not_falling'
    union all
    -- Of a figure that accumulates: the one of the last day before, and that of the day.
    select
        asked.number,
        cast(row_number() over (partition by asked.number order by value.period_end) as int),
        value.observation_id,
        format('up to %s: %s', value.period_end, trim_scale(value.value))
    from asked
    inner join core.rule_term on rule_term.rule_code = asked.rule_code
    inner join core.indicator on indicator.indicator_id = rule_term.indicator_id
    inner join core.breakdown on breakdown.breakdown_id = rule_term.breakdown_id
    cross join lateral (
        select accumulated.*
        from mart.value as accumulated
        where
            accumulated.indicator_code = indicator.code
            and accumulated.breakdown = breakdown.key
            and accumulated.area_code = asked.area_code
            and accumulated.basis = 'during'
            and accumulated.period_start = asked.period_start
            and accumulated.period_end <= asked.period_end
        order by accumulated.period_end desc
        limit 2
    ) as value
    where asked.kind = 'not_falling'
),

described as (
    select
        number::text as path,
        '检验' as item,
        'check' as item_en,
        format(
            '%s / %s: %s [%s, %s] %s %s [%s, %s]', message, verdict,
            coalesce(left_value::text, '?'),
            coalesce(left_low::text, '…'), coalesce(left_high::text, '…'),
            case kind when 'equal' then '=' else '≤' end,
            coalesce(right_value::text, '?'),
            coalesce(right_low::text, '…'), coalesce(right_high::text, '…')
        ) as detail,
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
        number || '.' || position,
        '项',
        'term',
        detail,
        array[number, position, 0]
    from term
    union all
    select
        term.number || '.' || term.position,
        step.item,
        step.item_en,
        step.detail,
        array[term.number, term.position, step.step]
    from term
    cross join lateral mart.explain(term.observation_id) as step
    where term.observation_id is not null
)

select
    path,
    item,
    item_en,
    detail
from described
order by place
$$
