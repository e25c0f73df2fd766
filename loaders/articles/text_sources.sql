-- The sources that are texts.
select
    source_id,
    code,
    sha256
from core.source
where number_count is not null
order by code
