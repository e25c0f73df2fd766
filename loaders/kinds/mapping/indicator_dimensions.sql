select
    indicator.code,
    unit.dimension,
    indicator.unit_code
from core.indicator
inner join core.unit on unit.code = indicator.unit_code
