-- 核算规则的检验 / The two sides of an identity or bound for an area and period, on ids. fails: their
-- intervals cannot meet; untestable: a term is not reported. Of a figure that accumulates from one
-- first day (not_falling) the left side is what it was on the last day before.
-- One row per rule, area and period.
create view calc.rule_result as
with both_sides as (
    select
        rule_code,
        admin_unit_id,
        period_start,
        period_end,
        max(value) filter (where side = 'left') as left_value,
        max(low) filter (where side = 'left') as left_low,
        max(high) filter (where side = 'left') as left_high,
        max(value) filter (where side = 'right') as right_value,
        max(low) filter (where side = 'right') as right_low,
        max(high) filter (where side = 'right') as right_high
    from calc.rule_side
    group by rule_code, admin_unit_id, period_start, period_end
),

accumulated as (
    select
        figure.*,
        lag(figure.value) over in_time as value_before,
        lag(figure.calc_low) over in_time as low_before,
        lag(figure.calc_high) over in_time as high_before
    from calc.figure
    where figure.basis = 'during'
    window in_time as (
        partition by
            figure.indicator_id, figure.admin_unit_id, figure.breakdown_id, figure.period_start
        order by figure.period_end
    )
)

select
    both_sides.*,
    case
        when left_value is null or right_value is null then 'untestable'
        when left_low > right_high then 'fails'
        when rule.kind = 'equal' and left_high < right_low then 'fails'
        else 'holds'
    end as verdict
from both_sides
inner join core.rule on rule.code = both_sides.rule_code
where rule.kind <> 'not_falling'
union all
select
    rule.code,
    accumulated.admin_unit_id,
    accumulated.period_start,
    accumulated.period_end,
    accumulated.value_before,
    accumulated.low_before,
    accumulated.high_before,
    accumulated.value,
    accumulated.calc_low,
    accumulated.calc_high,
    case when accumulated.low_before > accumulated.calc_high then 'fails' else 'holds' end
from core.rule
inner join core.rule_term on rule_term.rule_code = rule.code
inner join accumulated
    on
        accumulated.indicator_id = rule_term.indicator_id
        and accumulated.breakdown_id = rule_term.breakdown_id
        and accumulated.value_before is not null
where rule.kind = 'not_falling'
