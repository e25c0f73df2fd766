-- 单位错用的倍数 / The factor by which a value is off if it was given in a wrong unit: 12 (a year
-- for a month), 100 (percent), 1000 (‰), 10⁴ (万) or 10⁸ (亿), or one over it, where the ratio of two
-- values is within 2 % of it; null where it is near none.
create function calc.slip_factor(value numeric, expected numeric)
returns numeric
language sql immutable parallel safe
as $$
select candidate.factor
from (values (12.0), (100), (1000), (10000), (100000000)) as size (number)
cross join lateral (values (size.number), (1 / size.number)) as candidate (factor)
where
    value > 0
    and expected > 0
    and value / expected between 0.98 * candidate.factor and 1.02 * candidate.factor
$$
