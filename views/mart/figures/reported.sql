-- 每个来源报告的现行数字 / A current figure as its source reports it, with its place in the source
-- and its characters. One row per observation.
create view mart.reported as
select
    observation_id,
    source_code,
    source_title,
    publisher,
    published_on,
    authority,
    locator,
    printed,
    carried,
    program_code,
    indicator_code,
    indicator_name,
    indicator_name_en,
    area_code,
    area_name,
    area_name_en,
    area_level,
    breakdown,
    period_start,
    period_end,
    period_label,
    basis,
    value,
    low,
    high,
    qualifier,
    unit,
    printed_unit,
    status,
    accepted,
    period_note,
    note,
    recorded_at
from mart.history
where withdrawn_at is null
