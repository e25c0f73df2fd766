-- 规则各项在各地区各时期的值 / What each term of each rule is for an area and period, null where it is
-- not reported. Periods are those in which at least one side of the rule is complete; levels of one
-- day belong together whatever their basis, and a term may allow for another day near by
-- (term_day: the one taken). One row per rule, area, period and term.
create view mart.rule_term_value as
select
    operand.rule_code,
    area_label.area_code,
    operand.period_start,
    operand.period_end,
    operand.position,
    operand.side,
    operand.divisor,
    operand.coefficient,
    indicator.code as indicator_code,
    breakdown.key as breakdown,
    operand.observation_id,
    operand.value,
    operand.low,
    operand.high,
    case when operand.value is not null then indicator.unit_code end as unit,
    operand.term_day
from calc.rule_operand as operand
inner join core.indicator using (indicator_id)
inner join core.breakdown using (breakdown_id)
inner join calc.area_label using (admin_unit_id)
