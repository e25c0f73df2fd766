-- How many of the basic unit of its dimension each unit is.
select
    code,
    factor_numerator::bigint as numerator,
    factor_denominator::bigint as denominator
from core.unit
