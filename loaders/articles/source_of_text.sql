select
    source_id,
    code,
    published_on
from core.source
where sha256 = :sha256
order by source_id
limit 1
