-- 可检验规则的时期 / When a rule can be looked at, on ids: the periods of an area for which at least one
-- side of the rule is complete. Levels of one day belong together whatever their basis.
-- One row per rule, area and period.
-- Key: rule_code, admin_unit_id.
create table calc.rule_occasion as
with side as (
    select
        rule_term.*,
        count(*) over (partition by rule_term.rule_code, rule_term.side) as terms
    from core.rule_term
),

complete_side as (
    select
        side.rule_code,
        figure.admin_unit_id,
        figure.first_day,
        figure.period_end
    from side
    inner join calc.series as figure using (indicator_id, breakdown_id)
    where figure.stands_for_days
    group by
        side.rule_code, figure.admin_unit_id, figure.first_day, figure.period_end,
        side.side, side.terms
    having count(distinct side.position) = side.terms
)

select distinct
    rule_code,
    admin_unit_id,
    first_day,
    period_end
from complete_side;

create index rule_occasion_admin_unit_id_idx
on calc.rule_occasion (admin_unit_id, rule_code, period_end);

create index rule_occasion_rule_code_period_end_idx
on calc.rule_occasion (rule_code, period_end);

-- Touched by calc.series:
select
    rule_term.rule_code,
    series.admin_unit_id
from touched_series as series
inner join core.rule_term using (indicator_id, breakdown_id)
