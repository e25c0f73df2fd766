-- Terms of an unknown indicator: line, column, value, reason, message.
select
    line,
    side,
    indicator,
    'unknown_code',
    indicator || ' is not in core.indicator'
from formula_term
where indicator not in (select code from core.indicator)
order by line, position
