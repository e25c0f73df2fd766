-- sqlfluff:dialect:duckdb
-- What PostgreSQL has and DuckDB has not, or does otherwise.

-- Numbers are divided as PostgreSQL does it, to sixteen and more digits; DuckDB divides them as
-- doubles. Integers of 128 bits hold what has few places or is small, which is nearly all; the last
-- digit of doubles is of no account for the others, since answers have six places.
create or replace macro quotient_of_integers(a, b) as
cast(
    sign(a) * sign(b)
    * ((abs(cast(a as hugeint)) * cast(1000000000000000000 as hugeint)) // abs(cast(b as hugeint)))
    as decimal(38, 0)
) * cast(0.000000000000000001 as decimal(18, 18));

create or replace macro places_of_quotient(q) as
case
    when abs(q) >= 100000000 then cast(round(q, 8) as decimal(38, 18))
    when abs(q) >= 10000 then cast(round(q, 12) as decimal(38, 18))
    when abs(q) >= 1 then cast(round(q, 16) as decimal(38, 18))
    else q
end;

create or replace macro quotient(a, b) as
places_of_quotient(case
    when a is null or b is null or b = 0 then cast(null as decimal(38, 18))
    when b = 1 then cast(a as decimal(38, 18))
    when
        abs(a) < 10000000000000000 and a = round(a, 4) and b = round(b, 4)
        then quotient_of_integers(
            cast(a as decimal(38, 4)) * 10000, cast(b as decimal(38, 4)) * 10000
        )
    when
        abs(a) < 10000000000 and a = round(a, 10) and b = round(b, 10)
        then quotient_of_integers(
            cast(a as decimal(38, 10)) * 10000000000, cast(b as decimal(38, 10)) * 10000000000
        )
    else cast(cast(a as double) / cast(b as double) as decimal(38, 18))
end);

-- Exact where one of the two is whole, or both have up to eight places.
create or replace macro product(a, b) as
case
    when b = round(b, 0) then cast(a as decimal(38, 16)) * cast(b as decimal(38, 0))
    when a = round(a, 0) then cast(a as decimal(38, 0)) * cast(b as decimal(38, 16))
    else cast(a as decimal(38, 8)) * cast(b as decimal(38, 8))
end;

-- A double becomes a number by its first fifteen digits.
create or replace macro number_of(x) as
cast(format('{:.15g}', cast(x as double)) as decimal(38, 16));

create or replace macro raised(x, y) as
cast(power(cast(x as double), cast(y as double)) as decimal(38, 16));

-- Months × 100 + days, as calc.span counts them.
create or replace macro span(first_day, last_day) as
cast(
    100 * (
        12 * (year(last_day + 1) - year(first_day)) + month(last_day + 1) - month(first_day)
        - case when day(last_day + 1) < day(first_day) then 1 else 0 end
    )
    + day(last_day + 1) - day(first_day)
    + case when day(last_day + 1) < day(first_day) then day(last_day(first_day)) else 0 end
    as int
);

create or replace macro days_between(later, earlier) as cast(later - earlier as int);

create or replace macro whole_half(days) as cast(days // 2 as int)
