-- 疑似沿用旧数 / Long figures (1000 and more) of which the series had the very value before, where an
-- area repeats three and more of one source and period, and more than half of those that have a
-- value before them. Standards may well stay as they are. One row per figure.
create view calc.suspect_stale as
with placed as (
    select
        neighbourhood.*,
        value >= 1000 and is_repeated as is_copy,
        value >= 1000 and value_before is not null as might_be_copy
    from calc.neighbourhood
),

copied as (
    select
        admin_unit_id,
        source_id,
        period_end
    from placed
    where kind <> 'standard'
    group by admin_unit_id, source_id, period_end
    having
        count(*) filter (where is_copy) > 2
        and count(*) filter (where is_copy) * 2 > count(*) filter (where might_be_copy)
)

select
    'stale' as kind,
    placed.indicator_id,
    placed.breakdown_id,
    placed.admin_unit_id,
    placed.period_start,
    placed.period_end,
    placed.observation_id,
    placed.value_before as expected,
    cast(null as numeric) as factor,
    cast(null as int) as other_admin_unit_id
from placed
inner join copied
    on
        copied.admin_unit_id = placed.admin_unit_id
        and copied.source_id = placed.source_id
        and copied.period_end = placed.period_end
where placed.is_copy
