-- Units of measure.
select
    unit as code,
    unit_name as name,
    unit_name_en as name_en,
    factor_numerator,
    factor_denominator
from mart.unit
