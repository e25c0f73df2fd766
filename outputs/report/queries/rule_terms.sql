-- The observations on both sides of the rules that fail.
with failing as materialized (
    select
        rule_code,
        area_code,
        period_start,
        period_end
    from mart.rule_check
    where verdict = 'fails' and area_code = any(:areas)
)

select
    term.rule_code,
    term.area_code,
    term.period_start,
    term.period_end,
    term.side,
    term.observation_id
from mart.rule_term_value as term
inner join failing using (rule_code, area_code, period_start, period_end)
where term.observation_id is not null
order by term.position
