-- 指标的代码、名称与加总方式 / The code and names of every indicator, and how it adds up.
-- One row per indicator.
create view calc.indicator_label as
select
    indicator_id,
    program_code,
    code as indicator_code,
    name as indicator_name,
    name_en as indicator_name_en,
    unit_code as unit,
    kind,
    over_areas,
    low,
    high,
    cast(row(program_code, code, name, name_en) as calc.indicator_naming) as naming
from core.indicator
