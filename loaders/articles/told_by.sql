-- By which breakdowns each indicator is told in the figures there are: from each pair of an
-- indicator and a breakdown the index leads to the next, however many figures each has.
with recursive pair as (
    (
        select
            indicator_id,
            breakdown_id
        from calc.series
        order by indicator_id, breakdown_id
        limit 1
    )
    union all
    select
        following.indicator_id,
        following.breakdown_id
    from pair
    cross join lateral (
        select
            series.indicator_id,
            series.breakdown_id
        from calc.series
        where (series.indicator_id, series.breakdown_id) > (pair.indicator_id, pair.breakdown_id)
        order by series.indicator_id, series.breakdown_id
        limit 1
    ) as following
)

select distinct
    indicator.code as indicator,
    breakdown.key as breakdown
from pair
inner join core.indicator on indicator.indicator_id = pair.indicator_id
inner join core.breakdown on breakdown.breakdown_id = pair.breakdown_id
