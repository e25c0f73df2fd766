select
    char_start,
    char_end,
    printed,
    disposition
from core.mention
where source_id = :source_id
order by char_start
