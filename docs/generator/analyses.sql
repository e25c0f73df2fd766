select
    analysis.*,
    indicator.code as indicator_code,
    breakdown.key as breakdown,
    found.example,
    found.example_en
from core.analysis
left join core.indicator using (indicator_id)
left join core.breakdown using (breakdown_id)
left join lateral (
    select result.message as example, result.message_en as example_en
    from mart.analysis as result
    where result.analysis_code = analysis.code
    order by result.period_end desc, result.area_code
    limit 1
) as found on true
order by analysis.code
