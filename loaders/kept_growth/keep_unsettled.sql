insert into core.growth
select growth.* -- noqa: AM04
from core.indicator
cross join lateral calc.growth_of(indicator.indicator_id, null) as growth
where not indicator.growth_settled
