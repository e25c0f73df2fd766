-- 民政业务门类 / Programmes of civil affairs, a tree; depth 1 is its root.
-- One row per programme.
create view mart.program as
with recursive tree as (
    select
        program.*,
        1 as depth
    from core.program
    where program.parent_code is null
    union all
    select
        program.*,
        tree.depth + 1
    from core.program
    inner join tree on tree.code = program.parent_code
)

select
    code as program_code,
    name as program_name,
    name_en as program_name_en,
    definition,
    definition_en,
    parent_code,
    depth
from tree
