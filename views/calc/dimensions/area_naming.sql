-- 地区对外的称呼 / How every area is named to people. Its row is the type of naming in
-- calc.area_label, which views of mart spread into these columns. One row per area.
create view calc.area_naming as
select
    area_code,
    area_name,
    area_name_en,
    area_level
from core.area_label
