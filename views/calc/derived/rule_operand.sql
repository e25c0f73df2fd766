-- 规则各项在各地区各时期的值 / What each term of each rule is for an area and period, on ids, null where
-- it is not reported; a term may allow for another day near by (term_day: the one taken).
-- One row per rule, area, period and term.
create view calc.rule_operand as
select
    occasion.rule_code,
    occasion.admin_unit_id,
    occasion.first_day as period_start,
    occasion.period_end,
    rule_term.position,
    rule_term.side,
    rule_term.divisor,
    rule_term.coefficient,
    rule_term.indicator_id,
    rule_term.breakdown_id,
    coalesce(same_day.observation_id, near.observation_id) as observation_id,
    coalesce(same_day.value, near.value) as value,
    coalesce(same_day.calc_low, near.calc_low) as low,
    coalesce(same_day.calc_high, near.calc_high) as high,
    coalesce(same_day.period_end, near.period_end) as term_day
from calc.rule_occasion as occasion
inner join core.rule_term using (rule_code)
left join calc.series as same_day
    on
        (same_day.indicator_id, same_day.breakdown_id, same_day.admin_unit_id)
        = (rule_term.indicator_id, rule_term.breakdown_id, occasion.admin_unit_id)
        and same_day.first_day = occasion.first_day
        and same_day.period_end = occasion.period_end
        and same_day.stands_for_days
left join lateral (
    select candidate.*
    from calc.series as candidate
    where
        rule_term.within_days > 0
        and same_day.observation_id is null
        and occasion.first_day = occasion.period_end
        and candidate.indicator_id = rule_term.indicator_id
        and candidate.breakdown_id = rule_term.breakdown_id
        and candidate.admin_unit_id = occasion.admin_unit_id
        and candidate.basis in ('point', 'effective')
        and candidate.period_end
        between occasion.period_end - rule_term.within_days
        and occasion.period_end + rule_term.within_days
    order by
        abs(candidate.period_end - occasion.period_end), candidate.period_end,
        candidate.observation_id
    limit 1
) as near on true
