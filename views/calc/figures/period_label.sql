-- 时期的简短写法 / A short name of a period: 2022, 2016–2020, 2020-06, 2020-12-31, 2020-06-01起.
create function calc.period_label(first_day date, last_day date, basis text)
returns text
-- Not immutable, since to_char is not: the planner would not merge it, and a call costs five times
-- as much. As casts, days would be written as the session has it.
language sql stable parallel safe
as $$
select case
    when basis = 'effective' then to_char(first_day, 'YYYY-MM-DD') || '起'
    else
        case
            when basis = 'point' then to_char(last_day, 'YYYY-MM-DD')
            when
                date_part('doy', first_day) = 1
                and date_part('month', last_day) = 12
                and date_part('day', last_day) = 31
                then to_char(first_day, 'YYYY') || case
                    when date_part('year', first_day) = date_part('year', last_day) then ''
                    else '–' || to_char(last_day, 'YYYY')
                end
            when
                date_part('day', first_day) = 1 and date_part('day', last_day + 1) = 1
                then to_char(first_day, 'YYYY-MM') || case
                    when
                        date_part('year', first_day) = date_part('year', last_day)
                        and date_part('month', first_day) = date_part('month', last_day)
                        then ''
                    else '–' || to_char(last_day, 'YYYY-MM')
                end
            else to_char(first_day, 'YYYY-MM-DD') || '–' || to_char(last_day, 'YYYY-MM-DD')
        end || case basis when 'target' then ' 目标' else '' end
end
$$
