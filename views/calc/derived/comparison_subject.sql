-- 比较所指的值 / The value that a stated comparison is about: that of the same source, else the
-- accepted one, with the bounds that derived quantities use, on ids. One row per comparison whose
-- value is known.
create view calc.comparison_subject as
select distinct on (comparison.comparison_id)
    comparison.comparison_id,
    observed.observation_id,
    observed.value,
    observed.printed_unit,
    observed.calc_low,
    observed.calc_high
from core.comparison
inner join calc.observed
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
where
    observed.withdrawn_at is null
    and (observed.accepted or observed.source_id = comparison.source_id)
order by
    comparison.comparison_id asc,
    observed.source_id = comparison.source_id desc,
    observed.accepted desc,
    observed.observation_id asc
