-- The names of all indicators, and their programmes.
select
    indicator_code as code,
    indicator_name as name,
    indicator_name_en as name_en,
    program_code
from mart.indicator
