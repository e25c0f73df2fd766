-- 疑似地区错位 / The figures of areas that were probably taken for each other. One row per figure.
create view calc.suspect_swapped as
select
    'swapped' as kind,
    step.*, -- noqa: AM04
    step.value_before as expected,
    cast(null as numeric) as factor,
    swap.other_admin_unit_id
from calc.step
inner join calc.swap using (source_id, period_end, admin_unit_id)
