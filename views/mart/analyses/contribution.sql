-- 对上级变化的贡献 / Which part of the change of a parent between two periods its member brought,
-- in percent, and what the intervals allow where the change of the parent has a certain sign. One
-- row per analysis, member and pair of consecutive periods that both have.
create view mart.contribution as
select
    contribution.analysis_code,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    parent_label.area_code as parent_code,
    contribution.period_start,
    contribution.period_end,
    contribution.base_period_end,
    contribution.change,
    contribution.parent_change,
    contribution.unit,
    contribution.share,
    contribution.low,
    contribution.high
from calc.contribution
inner join calc.area_label using (admin_unit_id)
inner join calc.area_label as parent_label on parent_label.admin_unit_id = contribution.parent_id
