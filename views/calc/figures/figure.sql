-- 推算所用的采用值（不含目标） / The accepted values that answers are made of, targets left out, on ids,
-- with the bounds that derived quantities use. One row per cell.
create view calc.figure as
select observed.* -- noqa: AM04
from calc.observed
where accepted and basis <> 'target'
