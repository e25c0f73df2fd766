-- 文本中印出的每个数字 / Every number printed in a text source, and what it is. One row per number.
create view mart.mention as
select
    source.code as source_code,
    mention.char_start,
    mention.char_end,
    mention.printed,
    mention.disposition,
    mention.reason,
    mention.observation_id,
    mention.comparison_id
from core.mention
inner join core.source using (source_id)
