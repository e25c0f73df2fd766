delete from core.growth
using core.indicator
where indicator.indicator_id = growth.indicator_id and not indicator.growth_settled
