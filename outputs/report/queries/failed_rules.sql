-- The accounting rules that fail.
select
    rule_code,
    area_code,
    period_start,
    period_end,
    left_value,
    trim_scale(round(right_value, 6)) as right_value,
    message,
    message_en
from mart.rule_check
where verdict = 'fails' and area_code = any(:areas)
order by area_code asc, period_end desc, rule_code asc
