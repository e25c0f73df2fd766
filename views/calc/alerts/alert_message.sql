-- 填好数字的预警消息 / The message of an alert with the area, period and figures in place of
-- {area}, {period}, {value}, {base}, {threshold}, {unit} and {subject}.
create function calc.alert_message(
    template text,
    area text,
    period text,
    value numeric,
    base numeric,
    threshold numeric,
    unit text,
    subject text
)
returns text
language sql immutable parallel safe
as $$
select
    replace(replace(replace(replace(replace(replace(replace(
        template,
        '{area}', area),
        '{period}', period),
        '{value}', coalesce(calc.figure_beside(value, base), '?')),
        '{base}', coalesce(calc.figure_beside(base, value), '?')),
        '{threshold}', coalesce(trim_scale(threshold)::text, '?')),
        '{unit}', coalesce(unit, '')),
        '{subject}', subject)
$$
