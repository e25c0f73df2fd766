select
    code,
    unit_code as unit
from core.indicator
