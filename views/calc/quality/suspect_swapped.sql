-- 疑似地区错位 / The figures of areas that were probably taken for each other. One row per figure.
create view calc.suspect_swapped as
select
    'swapped' as kind,
    neighbourhood.indicator_id,
    neighbourhood.breakdown_id,
    neighbourhood.admin_unit_id,
    neighbourhood.period_start,
    neighbourhood.period_end,
    neighbourhood.observation_id,
    neighbourhood.value_before as expected,
    cast(null as numeric) as factor,
    swap.other_admin_unit_id
from calc.neighbourhood
inner join calc.swap
    on
        swap.source_id = neighbourhood.source_id
        and swap.period_end = neighbourhood.period_end
        and swap.admin_unit_id = neighbourhood.admin_unit_id
where neighbourhood.value_before is not null
