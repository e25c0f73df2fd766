-- sqlfluff:dialect:duckdb
-- What PostgreSQL has and DuckDB has not, or does otherwise.

-- Numbers are divided as PostgreSQL does it, to sixteen and more digits; DuckDB divides them as
-- doubles. A list of one is what is computed once and then used by name: a macro repeats what it is
-- given, and macros within macros multiply it. Whole numbers, which nearly all are, are divided in
-- 64 bits, nine digits after nine; others in 128 bits, which takes longer. The last digit of
-- doubles is of no account for the rest, since answers have six places.
create or replace macro quotient_of_integers(a, b) as
cast(
    sign(a) * sign(b)
    * ((abs(cast(a as hugeint)) * cast(1000000000000000000 as hugeint)) // abs(cast(b as hugeint)))
    as decimal(38, 0)
) * cast(0.000000000000000001 as decimal(18, 18));

create or replace macro places_of_quotient(q) as
list_transform(
    [q],
    lambda number:
    case
        when abs(number) >= 100000000 then cast(round(number, 8) as decimal(38, 18))
        when abs(number) >= 10000 then cast(round(number, 12) as decimal(38, 18))
        when abs(number) >= 1 then cast(round(number, 16) as decimal(38, 18))
        else number
    end
)[1];

-- Of two positive numbers, the lower one below 9 × 10⁹: eighteen digits, of which so many are kept
-- as places_of_quotient keeps.
create or replace macro quotient_of_whole_numbers(a, b) as
list_transform(
    [{
        'whole': a // b,
        'nine': (a % b) * 1000000000 // b,
        'rest': (a % b) * 1000000000 % b,
        'divisor': b
    }],
    lambda part: list_transform(
        [{
            'whole': part.whole,
            'digits': part.nine * 1000000000 + part.rest * 1000000000 // part.divisor
        }],
        lambda found:
        cast(found.whole as decimal(38, 18))
        + cast(cast(
            case
                when found.whole >= 100000000
                    then (found.digits + 5000000000) // 10000000000 * 10000000000
                when found.whole >= 10000 then (found.digits + 500000) // 1000000 * 1000000
                when found.whole >= 1 then (found.digits + 50) // 100 * 100
                else found.digits
            end
            as decimal(38, 0)
        ) * cast(0.000000000000000001 as decimal(18, 18)) as decimal(38, 18))
    )[1]
)[1];

create or replace macro quotient(a, b) as
list_transform(
    [{
        'a': cast(a as decimal(38, 16)),
        'b': cast(b as decimal(38, 16)),
        'near_a': cast(a as double),
        'near_b': cast(b as double)
    }],
    lambda pair:
    case
        when pair.a is null or pair.b is null or pair.near_b = 0 then cast(null as decimal(38, 18))
        when
            abs(pair.near_a) < 9007199254740992
            and abs(pair.near_b) < 9000000000
            and pair.near_a = floor(pair.near_a)
            and pair.near_b = floor(pair.near_b)
            then cast(sign(pair.near_a) * sign(pair.near_b) as int) * quotient_of_whole_numbers(
                abs(cast(pair.near_a as bigint)), abs(cast(pair.near_b as bigint))
            )
        else places_of_quotient(case
            when pair.b = 1 then cast(pair.a as decimal(38, 18))
            when
                abs(pair.a) < 10000000000000000
                and pair.a = round(pair.a, 4)
                and pair.b = round(pair.b, 4)
                then quotient_of_integers(
                    cast(pair.a as decimal(38, 4)) * 10000, cast(pair.b as decimal(38, 4)) * 10000
                )
            when
                abs(pair.a) < 10000000000
                and pair.a = round(pair.a, 10)
                and pair.b = round(pair.b, 10)
                then quotient_of_integers(
                    cast(pair.a as decimal(38, 10)) * 10000000000,
                    cast(pair.b as decimal(38, 10)) * 10000000000
                )
            else cast(pair.near_a / pair.near_b as decimal(38, 18))
        end)
    end
)[1];

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

create or replace macro whole_half(days) as cast(days // 2 as int);

-- As PostgreSQL writes a number without the zeros that say nothing; other values as they are.
create or replace macro text_of(x) as
regexp_replace(
    cast(x as varchar), '^(-?[0-9]+)(?:[.]0{16}|([.][0-9]*[1-9])0*)$', '\1\2'
)
