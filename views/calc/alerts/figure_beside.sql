-- 与另一数并列时的写法 / A figure as it is written beside another: with two decimals at most, or with
-- as many as it takes to tell them apart.
create function calc.figure_beside(figure numeric, other numeric)
returns text
language sql immutable parallel safe
as $$
select
    trim_scale(round(
        figure,
        case
            when figure <> other and round(figure, 2) = round(other, 2)
                then cast(ceil(-log(abs(figure - other))) as int)
            else 2
        end
    ))::text
$$
