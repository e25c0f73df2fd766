-- 推算所用的采用值（不含目标） / The accepted values that answers are made of, targets left out, on ids,
-- with the bounds that derived quantities use. One row per cell.
create view calc.figure as
select
    observation_id,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    source_id,
    period_start,
    period_end,
    basis,
    value,
    low,
    high,
    calc_low,
    calc_high,
    status,
    kind,
    unit
from calc.observed
where accepted and basis <> 'target'
