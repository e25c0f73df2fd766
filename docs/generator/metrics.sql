-- Metrics, each with its worked example.
select
    metric.program_code,
    metric.metric_code as code,
    metric.metric_name as name,
    metric.metric_name_en as name_en,
    metric.definition,
    metric.definition_en,
    metric.kind,
    metric.unit,
    metric.unit_name,
    metric.numerator_code,
    metric.numerator_breakdown,
    metric.denominator_code,
    metric.denominator_breakdown,
    metric.denominator_area,
    metric.alignment,
    metric.base_year,
    metric.base_population,
    metric.example
from mart.metric
order by metric.metric_code
