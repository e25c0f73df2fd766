-- The growth of the touched series as it is now.
create temp table computed_growth on commit drop as
select growth.* -- noqa: AM04
from
    touched_series,
    calc.growth_of(touched_series.indicator_id, touched_series.admin_unit_id) as growth
