-- 核算规则的检验 / An accounting identity or bound for an area and period. fails: the intervals of
-- the two sides cannot meet; untestable: a term is not reported. Of a figure that accumulates from
-- one first day (not_falling) the left side is what it was on the last day before.
-- One row per rule, area and period.
create view mart.rule_check as
select
    result.rule_code,
    rule.name as rule_name,
    rule.name_en as rule_name_en,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    result.period_start,
    result.period_end,
    trim_scale(round(result.left_value, 6)) as left_value,
    trim_scale(round(result.left_low, 6)) as left_low,
    trim_scale(round(result.left_high, 6)) as left_high,
    trim_scale(round(result.right_value, 6)) as right_value,
    trim_scale(round(result.right_low, 6)) as right_low,
    trim_scale(round(result.right_high, 6)) as right_high,
    trim_scale(round(result.left_value - result.right_value, 6)) as difference,
    result.verdict,
    format(
        '%s：%s（%s 对 %s）',
        rule.name,
        case result.verdict when 'holds' then '成立' when 'fails' then '不成立' else '缺数，无法检验' end,
        coalesce(cast(trim_scale(round(result.left_value, 2)) as text), '无'),
        coalesce(cast(trim_scale(round(result.right_value, 2)) as text), '无')
    ) as message,
    format(
        '%s: %s (%s against %s)',
        rule.name_en,
        result.verdict,
        coalesce(cast(trim_scale(round(result.left_value, 2)) as text), 'not reported'),
        coalesce(cast(trim_scale(round(result.right_value, 2)) as text), 'not reported')
    ) as message_en
from calc.rule_result as result
inner join core.rule on rule.code = result.rule_code
inner join calc.area_label using (admin_unit_id)
