-- 指标对外的称呼 / How every indicator is named to people. Its row is the type of naming in
-- calc.indicator_label, which views of mart spread into these columns. One row per indicator.
create view calc.indicator_naming as
select
    program_code,
    code as indicator_code,
    name as indicator_name,
    name_en as indicator_name_en
from core.indicator
