-- 时期的简短英文写法 / A short name of a period in English: that of calc.period_label, with its words
-- in English: 2020-06-01 on, 2022 target.
create function calc.period_label_en(first_day date, last_day date, basis text)
returns text
language sql stable parallel safe
as $$
select replace(replace(calc.period_label($1, $2, $3), '起', ' on'), '目标', 'target')
$$
