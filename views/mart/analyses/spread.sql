-- 同级地区的离散与差距 / How far the areas of one level lie apart: median, median absolute deviation
-- (× 1.4826, comparable with a standard deviation), the least and the greatest value with their
-- areas, and the ratio of these two with the interval that both allow. One row per analysis, level,
-- province and period with enough areas.
create view mart.spread as
select
    spread.analysis_code,
    spread.area_level,
    case spread.area_level when 'province' then 'nation' else within.area_code end
        as peers_within,
    spread.period_start,
    spread.period_end,
    spread.unit,
    cast(spread.areas as int) as areas,
    spread.median,
    spread.deviation,
    spread.least,
    least_label.area_code as least_area_code,
    spread.greatest,
    greatest_label.area_code as greatest_area_code,
    spread.ratio,
    spread.ratio_low,
    spread.ratio_high
from calc.spread
inner join calc.area_label as within on within.admin_unit_id = spread.within_id
inner join calc.area_label as least_label on least_label.admin_unit_id = spread.least_id
inner join calc.area_label as greatest_label on greatest_label.admin_unit_id = spread.greatest_id
