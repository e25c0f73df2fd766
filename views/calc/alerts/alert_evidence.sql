-- 预警背后的其他观测 / The observations that an alert rests on beside its own: the terms of a rule that
-- does not hold, what the children report of a sum that shrank, and what three siblings report of a
-- figure that is left out; asked by the codes of mart.alert. One row per observation.
create function calc.alert_evidence(
    alert_code text, area_code text, breakdown text, period_start date, period_end date
)
returns table (place bigint, observation_id bigint)
language sql stable parallel safe
as $$
with asked as (
    select
        alert_rule.measure,
        alert_rule.indicator_id,
        alert_rule.breakdown_id,
        area_label.admin_unit_id,
        area_label.parent_id,
        area_label.area_level
    from core.alert_rule
    inner join calc.area_label on area_label.area_code = $2
    where alert_rule.code = $1
),

term as (
    select
        term.position as place,
        term.observation_id
    from mart.rule_term_value as term
    where
        term.rule_code = $3
        and term.area_code = $2
        and term.period_start = $4
        and term.period_end = $5
        and term.observation_id is not null
),

child as (
    select
        row_number() over (order by member.code, figure.observation_id) as place,
        figure.observation_id
    from asked
    inner join core.admin_unit_version as member
        on member.parent_id = asked.admin_unit_id and member.valid @> $5
    inner join calc.figure
        on
            figure.indicator_id = asked.indicator_id
            and figure.breakdown_id = asked.breakdown_id
            and figure.admin_unit_id = member.admin_unit_id
            and figure.period_end = $5
    where asked.measure = 'member_loss'
),

sibling as (
    select
        row_number() over (order by value.area_code, value.observation_id) as place,
        value.observation_id
    from asked
    inner join calc.area_label as other
        on other.parent_id = asked.parent_id and other.area_level = asked.area_level
    inner join mart.value
        on
            value.area_code = other.area_code
            and value.indicator_code || ' ' || value.breakdown = $3
            and value.period_start = $4
            and value.period_end = $5
    where asked.measure = 'dropped'
)

select term.place, term.observation_id from term
inner join asked on asked.measure = 'failure'
union all
select child.place, child.observation_id from child
union all
select sibling.place, sibling.observation_id from sibling
where sibling.place <= 3
$$
