-- 同一单元格的其他观测 / The other observations of the cell of an observation that ever were. That there
-- is none, as of most, is known at once; what calc.known_rival asks for takes longer.
-- One row per observation.
create function calc.same_cell(one_id bigint)
returns table (
    observation_id bigint
)
language sql stable parallel safe
as $$
select other.observation_id
from calc.report as one
inner join calc.report as other
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
where
    one.observation_id = $1
    and other.observation_id <> one.observation_id
    and other.accepted
union all
-- Apart, since each has an index of its own.
select other.observation_id
from calc.report as one
inner join calc.report as other
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
where
    one.observation_id = $1
    and other.observation_id <> one.observation_id
    and not other.accepted
$$
