-- How many current observations a source has. The source is looked up first, so that only the pages
-- with its rows are read.
select count(*)
from core.observation
where
    source_id = (
        select source.source_id
        from core.source
        where source.code = :source
    )
    and withdrawn_at is null
