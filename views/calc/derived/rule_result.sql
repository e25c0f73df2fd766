-- 核算规则的检验 / The two sides of an identity or bound for an area and period, on ids. fails: their
-- intervals cannot meet; untestable: a term is not reported. Of a figure that accumulates from one
-- first day (not_falling) the left side is what it was on the last day before.
-- One row per rule, area and period.
-- Key: rule_code, admin_unit_id.
create table calc.rule_result as
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

-- What is counted from one first day on: the last count before each.
accumulated as (
    select
        rule.code as rule_code,
        series.admin_unit_id,
        series.period_start,
        series.period_end,
        series.value,
        series.calc_low,
        series.calc_high,
        lag(series.value) over in_time as value_before,
        lag(series.calc_low) over in_time as low_before,
        lag(series.calc_high) over in_time as high_before
    from core.rule
    inner join core.rule_term on rule_term.rule_code = rule.code
    inner join calc.series using (indicator_id, breakdown_id)
    where rule.kind = 'not_falling' and series.basis = 'during'
    window in_time as (
        partition by
            rule.code, series.admin_unit_id, series.indicator_id, series.breakdown_id,
            series.period_start
        order by series.period_end
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
    rule_code,
    admin_unit_id,
    period_start,
    period_end,
    value_before,
    low_before,
    high_before,
    value,
    calc_low,
    calc_high,
    case when low_before > calc_high then 'fails' else 'holds' end
from accumulated
where value_before is not null;

create index rule_result_admin_unit_id_rule_code_idx
on calc.rule_result (admin_unit_id, rule_code);

create index rule_result_rule_code_period_end_idx
on calc.rule_result (rule_code, period_end);

-- Touched by calc.series:
select
    rule_term.rule_code,
    series.admin_unit_id
from touched_series as series
inner join core.rule_term using (indicator_id, breakdown_id);

-- Touched by calc.rule_occasion:
select
    rule_code,
    admin_unit_id
from touched_rule_occasion
