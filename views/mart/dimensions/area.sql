-- 行政区划（含已撤销者）与单位集合 / Every administrative unit by its latest version, those that were
-- abolished too, and every set of units: whatever a figure can be about. Where two units bore one
-- code one after the other, the code is that of the later. One row per code.
create view mart.area as
select
    area_code,
    area_name,
    area_name_en,
    area_level,
    parent_code,
    province_code,
    province_name,
    prefecture_code,
    prefecture_name,
    county_code,
    county_name,
    valid_from,
    valid_from_precision,
    valid_to,
    in_force,
    iso_3166_2
from calc.area_location as area
where
    not exists (
        select from calc.area_location as later
        where later.area_code = area.area_code and later.valid_from > area.valid_from
    )
