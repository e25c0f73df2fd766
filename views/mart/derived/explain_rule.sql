-- 规则检验的由来 / The way back from the check of a rule: its verdict with the two sides and their
-- intervals, what the rule says, then each term with the steps of mart.explain for its figure. path
-- numbers the steps as a tree: 1 is a check of that day, 1.1 its first term. One row per step; no
-- row where the rule is not checked for the area and last day.
create function mart.explain_rule(rule_code text, area_code text, period_end date)
returns table (
    path text,
    item text,
    item_en text,
    detail text,
    detail_en text
)
language sql stable parallel safe
as $$
with asked as (
    select
        rule_check.*,
        rule.kind,
        rule.definition,
        rule.definition_en,
        row_number() over (order by rule_check.period_start)::int as number
    from mart.rule_check
    inner join calc.rule_definition as rule using (rule_code)
    where
        rule_check.rule_code = $1
        and rule_check.area_code = $2
        and rule_check.period_end = $3
),

part as (
    select
        asked.number,
        rule_part.position,
        rule_part.observation_id,
        rule_part.detail,
        rule_part.detail_en
    from asked
    inner join calc.rule_part
        on
            rule_part.rule_code = $1
            -- An array, with which only the figures of the area are looked at.
            and rule_part.admin_unit_id = any(
                array(select admin_unit_id from calc.area_label where area_label.area_code = $2)
            )
            and rule_part.period_end = $3
            and rule_part.period_start = asked.period_start
),

described as (
    select
        array[asked.number] as place,
        step.*
    from asked
    cross join lateral (
        select
            format(
                ': %s [%s, %s] %s %s [%s, %s]',
                coalesce(left_value::text, '?'),
                coalesce(left_low::text, '…'), coalesce(left_high::text, '…'),
                case kind when 'equal' then '=' else '≤' end,
                coalesce(right_value::text, '?'),
                coalesce(right_low::text, '…'), coalesce(right_high::text, '…')
            ) as sides
    ) as said
    cross join lateral (
        values
        (1, '检验', 'check', message || said.sides, message_en || said.sides),
        (2, '规则', 'rule', definition, definition_en)
    ) as step (number, item, item_en, detail, detail_en)
    union all
    select
        array[number, position],
        0,
        '项',
        'term',
        detail,
        detail_en
    from part
    union all
    select
        array[part.number, part.position],
        step.*
    from part
    cross join lateral mart.explain(part.observation_id) as step
)

select
    array_to_string(place, '.'),
    item,
    item_en,
    detail,
    detail_en
from described
order by place, number
$$
