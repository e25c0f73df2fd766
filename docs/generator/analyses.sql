-- Analyses, each with the message of its latest result.
select
    analysis.program_code,
    analysis.code,
    analysis.name,
    analysis.name_en,
    analysis.definition,
    analysis.definition_en,
    analysis.method,
    analysis.least_points,
    analysis.metric_code,
    indicator.code as indicator_code,
    breakdown.key as breakdown,
    latest.message as example,
    latest.message_en as example_en
from core.analysis
left join core.indicator on indicator.indicator_id = analysis.indicator_id
left join core.breakdown on breakdown.breakdown_id = analysis.breakdown_id
left join lateral (
    select
        result.message,
        result.message_en
    from mart.analysis as result
    where result.analysis_code = analysis.code
    order by result.period_end desc, result.area_code asc
    limit 1
) as latest on true
order by analysis.code
