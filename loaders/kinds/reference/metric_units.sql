-- The units of staged metrics, and those of what they divide or subtract.
select
    staged.line,
    staged.kind,
    staged.unit,
    unit.dimension as unit_dimension,
    numerator.unit_code as numerator_unit,
    numerator_unit.dimension as numerator_dimension,
    denominator.unit_code as denominator_unit,
    denominator_unit.dimension as denominator_dimension
from staged
inner join core.unit on unit.code = staged.unit
inner join core.indicator as numerator on numerator.code = staged.numerator
inner join core.unit as numerator_unit on numerator_unit.code = numerator.unit_code
inner join core.indicator as denominator on denominator.code = staged.denominator
inner join core.unit as denominator_unit on denominator_unit.code = denominator.unit_code
where staged.unit_declared <> 'true'
order by staged.line
