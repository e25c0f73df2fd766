-- Whether each indicator is known for an area and year.
select
    indicator_code,
    area_code,
    year,
    state,
    figures
from mart.completeness
where area_code = any(:areas)
order by area_code, indicator_code, year
