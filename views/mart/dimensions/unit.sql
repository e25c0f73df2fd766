-- 计量单位 / Units of measure; a value in one converts into another of its dimension by their factors.
-- One row per unit.
create view mart.unit as
select
    code as unit,
    name as unit_name,
    name_en as unit_name_en,
    dimension,
    factor_numerator,
    factor_denominator
from core.unit
