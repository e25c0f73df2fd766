-- What is measured: indicators, and the metrics that are derived from them. Of a metric nothing
-- adds up, since it is a rate, a gap or a growth.
select
    false as is_derived,
    indicator.indicator_code as code,
    indicator.indicator_name as name,
    indicator.indicator_name_en as name_en,
    indicator.definition,
    indicator.definition_en,
    indicator.program_code,
    indicator.unit,
    indicator.unit_name,
    indicator.unit_name_en,
    indicator.kind,
    indicator.over_areas,
    indicator.over_time
from mart.indicator
union all
select
    true,
    metric.metric_code,
    metric.metric_name,
    metric.metric_name_en,
    metric.definition,
    metric.definition_en,
    metric.program_code,
    metric.unit,
    metric.unit_name,
    metric.unit_name_en,
    metric.kind,
    'none',
    'none'
from mart.metric
order by is_derived, code
