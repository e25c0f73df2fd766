-- What a figure may measure: every indicator, with its unit and plausible bounds.
select
    indicator_code as code,
    indicator_name as name,
    indicator_name_en as name_en,
    program_code,
    program_name,
    program_name_en,
    unit,
    kind,
    cast(low as text) as low,
    cast(high as text) as high
from mart.indicator
order by program_code, indicator_code
