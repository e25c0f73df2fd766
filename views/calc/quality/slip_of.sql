-- 疑似单位或位数有误的倍数 / The factor of a wrong unit (100, 1000, 10⁴, 10⁸, for standards 12 too) or of a
-- digit too many (10, not for standards), or one over it, that explains the ratio of a value to
-- an expected one, which is known the less exactly the longer ago it was: within 1.1 times of
-- 10, 1.4 of 12, 1.8 of 100 and 1000, 3 of the others; null where none does.
create function calc.slip_of(ratio numeric, is_standard boolean)
returns numeric
language sql immutable parallel safe
as $$
select candidate.factor
from
    (
        values
        (12.0, 1.4), (10, 1.1), (100, 1.8), (1000, 1.8), (10000, 3), (100000000, 3)
    ) as size (number, within)
cross join lateral (values (size.number), (round(1 / size.number, 12))) as candidate (factor)
where
    ratio > 0
    and (size.number > 12 or (size.number = 12) = is_standard)
    and abs(ln(ratio / candidate.factor)) < ln(size.within)
order by abs(ln(ratio / candidate.factor))
limit 1
$$
