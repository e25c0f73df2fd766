-- Programmes of civil affairs.
select
    program_code as code,
    program_name as name,
    program_name_en as name_en,
    parent_code,
    depth
from mart.program
