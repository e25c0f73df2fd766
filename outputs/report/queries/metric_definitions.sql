-- How metrics are computed.
select
    metric_code as code,
    metric_name as name,
    metric_name_en as name_en,
    definition,
    definition_en,
    program_code,
    unit,
    kind,
    trim_scale(factor) as factor,
    trim_scale(denominator_factor) as denominator_factor
from mart.metric
