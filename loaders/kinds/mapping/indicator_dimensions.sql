select
    indicator.code,
    unit.dimension
from core.indicator
inner join core.unit on unit.code = indicator.unit_code
