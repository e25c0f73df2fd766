-- The labels of indicators: those of indicator_aliases.csv, and the name of each indicator that has
-- a unit which it is printed in. What a ratio is of a day or of a period its name does not say.
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
union all
select
    array[indicator.name],
    unit.printed[1],
    indicator.code,
    unit.dimension,
    indicator.unit_code,
    'total',
    case indicator.kind when 'flow' then 'during' else 'point' end
from core.indicator
inner join core.unit on unit.code = indicator.unit_code
where indicator.kind <> 'ratio' and unit.printed <> '{}'
