-- 派生指标的定义 / Derived quantities: what is divided by or subtracted from what, of which area and
-- period, with an example. One row per metric.
create view mart.metric as
select
    metric.code as metric_code,
    metric.name as metric_name,
    metric.name_en as metric_name_en,
    metric.definition,
    metric.definition_en,
    metric.program_code,
    numerator.code as numerator_code,
    numerator_breakdown.key as numerator_breakdown,
    denominator.code as denominator_code,
    denominator_breakdown.key as denominator_breakdown,
    metric.kind,
    metric.denominator_area,
    metric.base_year,
    metric.base_population,
    metric.part_of_whole,
    metric.factor,
    metric.denominator_factor,
    metric.example,
    metric.unit_code as unit,
    unit.name as unit_name,
    unit.name_en as unit_name_en,
    metric.alignment
from core.metric
inner join core.indicator as numerator on numerator.indicator_id = metric.numerator_indicator_id
inner join core.indicator as denominator
    on denominator.indicator_id = metric.denominator_indicator_id
inner join core.breakdown as numerator_breakdown
    on numerator_breakdown.breakdown_id = metric.numerator_breakdown_id
inner join core.breakdown as denominator_breakdown
    on denominator_breakdown.breakdown_id = metric.denominator_breakdown_id
inner join core.unit on unit.code = metric.unit_code
