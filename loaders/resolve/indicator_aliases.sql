select
    string_to_array(alias.label_path, '|') as path,
    alias.printed_unit,
    indicator.code as indicator,
    unit.dimension,
    indicator.unit_code as own_unit,
    breakdown.key as breakdown,
    alias.basis
from core.indicator_alias as alias
inner join core.indicator on indicator.indicator_id = alias.indicator_id
inner join core.unit on unit.code = indicator.unit_code
inner join core.breakdown on breakdown.breakdown_id = alias.breakdown_id
