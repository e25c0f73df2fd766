-- The names of all indicators.
select
    indicator_code as code,
    indicator_name as name,
    indicator_name_en as name_en
from mart.indicator
