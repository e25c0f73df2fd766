-- 取舍规则的各步 / The rule that chooses among several reports of a cell, step by step, the least
-- position first. One row per step.
create view calc.acceptance_criterion as
select
    criterion,
    position,
    name as criterion_name,
    name_en as criterion_name_en,
    definition,
    definition_en,
    preference
from core.acceptance_criterion
