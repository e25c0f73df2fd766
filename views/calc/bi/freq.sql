-- 时期长度 / How long a period is: year, half_year, quarter, month, other; day for what is as of a day
-- or in force from one.
create function calc.freq(first_day date, last_day date, basis text)
returns text
language sql immutable parallel safe
as $$
select case
    when first_day = last_day or basis = 'effective' then 'day'
    when extract(day from first_day) <> 1 or extract(day from last_day + 1) <> 1 then 'other'
    else
        case
            12 * extract(year from age(last_day + 1, first_day))
            + extract(month from age(last_day + 1, first_day))
            when 12 then 'year'
            when 6 then 'half_year'
            when 3 then 'quarter'
            when 1 then 'month'
            else 'other'
        end
end
$$
