-- The indicators that the report uses, with their definitions.
select
    indicator_code as code,
    indicator_name as name,
    indicator_name_en as name_en,
    definition,
    definition_en,
    program_code,
    unit,
    kind,
    over_areas = 'sum' as sums_over_areas
from mart.indicator
where indicator_code in (
    select reported.indicator_code
    from mart.reported
    where area_code = any(:areas)
    union
    select completeness.indicator_code
    from mart.completeness
    where area_code = any(:areas)
    union
    select unnest(array[indicator_code, base_indicator_code])
    from mart.comparison_check
    where area_code = any(:areas)
)
