-- How many rows are kept though they are not computed, or computed though they are not kept.
with settled as (
    select indicator_id
    from core.indicator
    where growth_settled
),

kept as (
    select growth.*
    from core.growth
    inner join settled on settled.indicator_id = growth.indicator_id
),

computed as (
    select growth.*
    from settled
    cross join lateral calc.growth_of(settled.indicator_id, null) as growth
)

select count(*)
from (
    (
        select * from kept
        except
        select * from computed
    )
    union all
    (
        select * from computed
        except
        select * from kept
    )
) as difference
