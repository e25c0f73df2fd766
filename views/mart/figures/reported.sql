-- 每个来源报告的现行数字 / A current figure as its source reports it, with its place in the source
-- and its characters. One row per observation.
create view mart.reported as
select
    observation.observation_id,
    source.code as source_code,
    source.title as source_title,
    source.publisher,
    source.published_on,
    observation.locator,
    observation.printed,
    observation.carried,
    indicator.program_code,
    indicator.code as indicator_code,
    indicator.name as indicator_name,
    indicator.name_en as indicator_name_en,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    breakdown.key as breakdown,
    observation.period_start,
    observation.period_end,
    calc.period_label(observation.period_start, observation.period_end, observation.basis)
        as period_label,
    observation.basis,
    observation.value,
    observation.low,
    observation.high,
    observation.qualifier,
    indicator.unit_code as unit,
    observation.unit_code as printed_unit,
    observation.status,
    observation.accepted,
    observation.period_note,
    observation.note,
    observation.recorded_at
from core.observation
inner join core.source on source.source_id = observation.source_id
inner join core.indicator on indicator.indicator_id = observation.indicator_id
inner join core.breakdown on breakdown.breakdown_id = observation.breakdown_id
inner join calc.area_label on area_label.admin_unit_id = observation.admin_unit_id
where observation.withdrawn_at is null
