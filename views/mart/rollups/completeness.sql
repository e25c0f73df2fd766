-- 数据完整性 / Whether an indicator is known for an area and year: reported by a source; derived,
-- since all children of the area report or a statement implies the value; or missing, though an
-- area of the same level in the same province reports it in that year.
-- One row per indicator, area and year.
create view mart.completeness as
select
    (indicator.naming).*,
    (area_label.naming).*,
    completeness.year,
    completeness.state,
    cast(completeness.figures as int) as figures,
    cast(completeness.source_count as int) as source_count
from calc.completeness
inner join calc.indicator_label as indicator using (indicator_id)
inner join calc.area_label using (admin_unit_id)
