-- 时期的简短写法 / A short name of a period: 2022, 2016–2020, 2020-06, 2020-12-31, 2020-06-01起.
create function calc.period_label(first_day date, last_day date, basis text)
returns text
language sql immutable parallel safe
as $$
select case
    when basis = 'effective' then first_day || '起'
    else
        case
            when basis = 'point' then cast(last_day as text)
            when
                to_char(first_day, 'MM-DD') = '01-01' and to_char(last_day, 'MM-DD') = '12-31'
                then to_char(first_day, 'YYYY') || case
                    when to_char(first_day, 'YYYY') = to_char(last_day, 'YYYY') then ''
                    else '–' || to_char(last_day, 'YYYY')
                end
            when
                extract(day from first_day) = 1 and extract(day from last_day + 1) = 1
                then to_char(first_day, 'YYYY-MM') || case
                    when to_char(first_day, 'YYYY-MM') = to_char(last_day, 'YYYY-MM') then ''
                    else '–' || to_char(last_day, 'YYYY-MM')
                end
            else first_day || '–' || last_day
        end || case basis when 'target' then ' 目标' else '' end
end
$$
