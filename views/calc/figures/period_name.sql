-- 时期在中文句子里的写法 / A period as a Chinese sentence names it: 2022年, 2016—2020年, 2020年6月,
-- 2020年1—6月, 2020年12月31日, 2020年3月5日至4月2日.
create function calc.period_name(first_day date, last_day date)
returns text
language sql stable parallel safe
as $$
select case
    when first_day = last_day then to_char(last_day, 'FMYYYY年FMMM月FMDD日')
    when to_char(first_day, 'MM-DD') = '01-01' and to_char(last_day, 'MM-DD') = '12-31'
        then concat_ws('—', nullif(to_char(first_day, 'YYYY'), to_char(last_day, 'YYYY')),
            to_char(last_day, 'YYYY年'))
    when extract(day from first_day) = 1 and extract(day from last_day + 1) = 1
        then case
            when to_char(first_day, 'YYYYMM') = to_char(last_day, 'YYYYMM')
                then to_char(last_day, 'YYYY年FMMM月')
            when to_char(first_day, 'YYYY') = to_char(last_day, 'YYYY')
                then to_char(first_day, 'YYYY年FMMM') || to_char(last_day, '—FMMM月')
            else to_char(first_day, 'YYYY年FMMM月') || to_char(last_day, '至YYYY年FMMM月')
        end
    else
        to_char(first_day, 'YYYY年FMMM月FMDD日') || case
            when to_char(first_day, 'YYYY') = to_char(last_day, 'YYYY') then '至'
            else to_char(last_day, '至YYYY年')
        end || to_char(last_day, 'FMMM月FMDD日')
end
$$
