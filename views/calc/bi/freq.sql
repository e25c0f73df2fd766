-- 时期长度 / How long a period is: year, half_year, quarter, month, other; day for what is as of a day
-- or in force from one.
create function calc.freq(first_day date, last_day date, basis text)
returns text
language sql immutable parallel safe
as $$
select case
    when first_day = last_day or basis = 'effective' then 'day'
    when date_part('day', first_day) <> 1 or date_part('day', last_day + 1) <> 1 then 'other'
    else
        case calc.span(first_day, last_day)
            when 1200 then 'year'
            when 600 then 'half_year'
            when 300 then 'quarter'
            when 100 then 'month'
            else 'other'
        end
end
$$
