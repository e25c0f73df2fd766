-- What PostgreSQL has and Spark has not, or does otherwise.

-- Numbers are divided as PostgreSQL does it, to sixteen and more digits.
create temporary function quotient(a decimal(38, 16), b decimal(38, 16))
returns decimal(38, 18)
return case
    when b = 1 then cast(a as decimal(38, 18))
    when abs(a / nullif(b, 0)) >= 100000000 then cast(round(a / nullif(b, 0), 8) as decimal(38, 18))
    when abs(a / nullif(b, 0)) >= 10000 then cast(round(a / nullif(b, 0), 12) as decimal(38, 18))
    when abs(a / nullif(b, 0)) >= 1 then cast(round(a / nullif(b, 0), 16) as decimal(38, 18))
    else cast(a / nullif(b, 0) as decimal(38, 18))
end;

-- Exact where one of the two is whole, or both have up to eight places.
create temporary function product(a decimal(38, 16), b decimal(38, 16))
returns decimal(38, 16)
return case
    when b = round(b, 0) then a * cast(b as decimal(38, 0))
    when a = round(a, 0) then cast(a as decimal(38, 0)) * b
    else cast(a as decimal(38, 8)) * cast(b as decimal(38, 8))
end;

-- A double becomes a number by its first fifteen digits.
create temporary function number_of(x double)
returns decimal(38, 16)
return cast(format_string('%.14e', x) as decimal(38, 16));

create temporary function raised(x decimal(38, 16), y double)
returns decimal(38, 16)
return cast(power(cast(x as double), y) as decimal(38, 16));

-- Months × 100 + days, as calc.span counts them.
create temporary function span(first_day date, last_day date)
returns int
return cast(
    100 * (
        12 * (year(last_day + 1) - year(first_day)) + month(last_day + 1) - month(first_day)
        - case when day(last_day + 1) < day(first_day) then 1 else 0 end
    )
    + day(last_day + 1) - day(first_day)
    + case when day(last_day + 1) < day(first_day) then day(last_day(first_day)) else 0 end
    as int
);

create temporary function days_between(later date, earlier date)
returns int
return datediff(later, earlier);

create temporary function whole_half(days int)
returns int
return cast(days div 2 as int)
