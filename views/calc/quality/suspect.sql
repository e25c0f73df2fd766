-- 可疑的数字（内部编号） / Figures that are probably wrong, of every kind, on ids. One row per kind and
-- figure; of a dropped one per indicator, breakdown, period and area.
create view calc.suspect as
select
    kind,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    period_start,
    period_end,
    observation_id,
    expected,
    factor,
    other_admin_unit_id
from calc.suspect_unit_slip
union all
select
    kind,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    period_start,
    period_end,
    observation_id,
    expected,
    factor,
    other_admin_unit_id
from calc.suspect_stale
union all
select
    kind,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    period_start,
    period_end,
    observation_id,
    expected,
    factor,
    other_admin_unit_id
from calc.suspect_swapped
union all
select
    kind,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    period_start,
    period_end,
    observation_id,
    expected,
    factor,
    other_admin_unit_id
from calc.suspect_jump
union all
select
    kind,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    period_start,
    period_end,
    observation_id,
    expected,
    factor,
    other_admin_unit_id
from calc.suspect_dropped
