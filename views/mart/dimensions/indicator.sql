-- 指标及其门类、单位、口径 / What is measured: programme, unit, kind, how it adds up, plausible
-- bounds, and how often it is reported. One row per indicator.
create view mart.indicator as
select
    indicator.code as indicator_code,
    indicator.name as indicator_name,
    indicator.name_en as indicator_name_en,
    indicator.definition,
    indicator.definition_en,
    program.code as program_code,
    program.name as program_name,
    program.name_en as program_name_en,
    indicator.unit_code as unit,
    unit.name as unit_name,
    unit.name_en as unit_name_en,
    indicator.kind,
    indicator.over_areas,
    indicator.over_time,
    indicator.low,
    indicator.high,
    -- Two counts, since each has an index.
    (
        select cast(count(*) as int)
        from core.observation
        where observation.indicator_id = indicator.indicator_id and observation.accepted
    ) + (
        select cast(count(*) as int)
        from core.observation
        where
            observation.indicator_id = indicator.indicator_id
            and not observation.accepted
            and observation.withdrawn_at is null
    ) as observation_count
from core.indicator
inner join core.program on program.code = indicator.program_code
inner join core.unit on unit.code = indicator.unit_code
