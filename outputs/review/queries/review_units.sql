-- Units in which figures are printed, with their exact factors and printed forms.
select
    code,
    name,
    name_en,
    dimension,
    cast(trim_scale(factor_numerator) as text) as numerator,
    cast(trim_scale(factor_denominator) as text) as denominator,
    printed
from core.unit
order by code
