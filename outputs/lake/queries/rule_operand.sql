-- calc.rule_operand without a subquery for each row: the days near by are numbered.
with near as (
    select
        occasion.rule_code,
        occasion.admin_unit_id,
        occasion.period_end as day,
        rule_term.position,
        candidate.observation_id,
        candidate.value,
        candidate.calc_low,
        candidate.calc_high,
        candidate.period_end,
        row_number() over (
            partition by
                occasion.rule_code, occasion.admin_unit_id, occasion.period_end,
                rule_term.position
            order by
                abs(candidate.period_end - occasion.period_end), candidate.period_end,
                candidate.observation_id
        ) as place
    from calc.rule_occasion as occasion
    inner join core.rule_term
        on rule_term.rule_code = occasion.rule_code and rule_term.within_days > 0
    inner join calc.series as candidate
        on
            candidate.indicator_id = rule_term.indicator_id
            and candidate.breakdown_id = rule_term.breakdown_id
            and candidate.admin_unit_id = occasion.admin_unit_id
            and candidate.basis in ('point', 'effective')
    where
        occasion.first_day = occasion.period_end
        and abs(candidate.period_end - occasion.period_end) <= rule_term.within_days
)

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
inner join core.rule_term on rule_term.rule_code = occasion.rule_code
left join calc.series as same_day
    on
        same_day.indicator_id = rule_term.indicator_id
        and same_day.breakdown_id = rule_term.breakdown_id
        and same_day.admin_unit_id = occasion.admin_unit_id
        and same_day.first_day = occasion.first_day
        and same_day.period_end = occasion.period_end
        and same_day.stands_for_days
left join near
    on
        near.rule_code = occasion.rule_code
        and near.admin_unit_id = occasion.admin_unit_id
        and near.day = occasion.period_end
        and occasion.first_day = occasion.period_end
        and near.position = rule_term.position
        and near.place = 1
        and same_day.observation_id is null
